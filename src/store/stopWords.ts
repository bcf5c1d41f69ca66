import { foldWord } from './foldWord.ts';

const ENGLISH = `
  a about after all also am an and any are as at be because been being both but by can could did do does doing done
  each for from get gets give given had has have having he her here him his how i if in into is it its just kind let
  like made make makes many may me might more most much must my no not of off on one only or other our out over own
  please same shall she should so some such tell than that the their them then there these they thing this those
  through to too under up use used uses using very was way we were what when where which while who whom whose why will
  with without would yes you your s t d ll re ve m
`;

const CHINESE = `
  什么 怎么 怎样 如何 为何 为什 哪些 哪个 哪种 哪里 多少 几个 是否 可以 能够 能否 有没 没有 一个 一种 一下 这个 这种 这些
  那个 那种 那些 以及 或者 还是 因为 所以 但是 如果 那么 就是 不是 是什 请问 介绍 解释 告诉 我想 想要 怎么样 它们 他们
  我们 你们 之间 有什 有哪
`;

const words = (list: string): string[] => list.trim().split(/\s+/);
const STOP_TERMS: ReadonlySet<string> = new Set([...words(ENGLISH).map(foldWord), ...words(CHINESE)]);
/** Characters that only join words: a pair with one of them says nothing about the subject. */
const FUNCTION_CHARACTERS = /[的了吗呢吧啊么]/;

/** Whether a term of a question carries none of its subject. `term` is as `termsOf` gives it. */
export const isStopTerm = (term: string): boolean => STOP_TERMS.has(term) || FUNCTION_CHARACTERS.test(term);
