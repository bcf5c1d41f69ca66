import { fold, isStopWord, tokenize } from './tokens.ts';

export interface Snippet {
  readonly text: string;
  /** UTF-16 ranges of `text` that hold words of the question, in order, not touching. */
  readonly matches: readonly (readonly [number, number])[];
}

/** A text to take snippets from, with its letters folded for comparing, offset by offset. */
export interface ReadableText {
  readonly text: string;
  readonly folded: string;
}

export const readableText = (text: string): ReadableText => ({ text, folded: foldInPlace(text) });

const LATIN_WINDOW = 220;
const HAN_WINDOW = 110;
const HAN = /\p{Script=Han}/u;

const isWordPart = (text: string, at: number): boolean => /[\p{L}\p{N}]/u.test(text[at] ?? '');

/**
 * Where a text holds the given words: Latin ones between word boundaries, Han bigrams anywhere. Native search over
 * the whole text is many times faster than taking it apart, and there is one text a hit.
 */
function ranges(lower: string, words: ReadonlySet<string>): [number, number][] {
  const found: [number, number][] = [];
  for (const word of words) {
    const han = HAN.test(word);
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
      const end = at + word.length;
      const inside =
        !han &&
        ((isWordPart(lower, at - 1) && !HAN.test(lower[at - 1]!)) ||
          (isWordPart(lower, end) && !HAN.test(lower[end]!)));
      if (!inside) found.push([at, end]);
    }
  }
  const merged: [number, number][] = [];
  for (const range of found.sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && range[0] <= last[1]) last[1] = Math.max(last[1], range[1]);
    else merged.push(range);
  }
  return merged;
}

/** Lower case and without accents where that keeps every offset. */
function foldInPlace(text: string): string {
  const folded = fold(text);
  if (folded.length === text.length) return folded;
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text;
}

/** Moves a cut to the nearest white space or punctuation before it, when there is some close by. */
function softStart(text: string, at: number): number {
  if (at <= 0) return 0;
  const before = text.slice(Math.max(0, at - 30), at);
  const pause = before.search(/[\s，。；：、,.;:][^\s，。；：、,.;:]*$/);
  return pause < 0 ? at : at - before.length + pause + 1;
}

/** The words of a question that a snippet marks: Latin ones folded, Han text as bigrams. */
export function wordsToMark(asked: string): ReadonlySet<string> {
  const tokens = tokenize(asked);
  const words = new Set<string>();
  for (const [at, token] of tokens.entries()) {
    const next = tokens[at + 1];
    if (!token.han && !isStopWord(token)) words.add(fold(token.text));
    if (token.han && next?.han && next.start === token.end && !isStopWord(token) && !isStopWord(next)) {
      words.add(token.text + next.text);
    }
  }
  return words;
}

/**
 * The stretch of a passage that holds most words of the question, about two lines long.
 * @param readable plain text of the passage
 */
export function snippetOf({ text, folded }: ReadableText, words: ReadonlySet<string>): Snippet {
  const window = HAN.test(text.slice(0, 60)) ? HAN_WINDOW : LATIN_WINDOW;
  const all = ranges(folded, words);
  let start = 0;
  if (text.length > window) {
    let most = 0;
    for (const [from] of all) {
      const begin = Math.max(0, Math.min(from - window / 5, text.length - window));
      const different = new Set<string>();
      for (const [a, b] of all) if (a >= begin && b <= begin + window) different.add(folded.slice(a, b));
      if (different.size > most) {
        most = different.size;
        start = begin;
      }
    }
  }
  const from = softStart(text, Math.floor(start));
  let to = Math.min(text.length, from + window);
  if (to < text.length && !HAN.test(text[to]!)) to = Math.max(from + window / 2, text.lastIndexOf(' ', to));
  if (/[\uDC00-\uDFFF]/.test(text[to] ?? '')) to -= 1;
  const head = from > 0 ? '… ' : '';
  const tail = to < text.length ? ' …' : '';
  const shift = head.length - from;
  const matches = all
    .filter(([a, b]) => a >= from && b <= to)
    .map(([a, b]) => [a + shift, b + shift] as const);
  return { text: head + text.slice(from, to).trimEnd() + tail, matches };
}
