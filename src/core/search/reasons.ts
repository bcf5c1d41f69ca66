import type { Language } from '../language.ts';
import type { NameMatch } from './lexicon.ts';

/** What speaks for a hit, from which its reasons are told. */
export interface HitReasons {
  readonly name: { readonly match: NameMatch; readonly typed: string } | null;
  /** A question of the document's own that is near to the asked one, and how near (cosine above the floor). */
  readonly question: { readonly text: string; readonly above: number } | null;
  /** Cosine of the nearest text above the floor. */
  readonly meaning: number;
  /** The text shown is in the other language. */
  readonly crossing: boolean;
  /** Words of the question as they stand in the snippet. */
  readonly words: readonly string[];
}

/** Cosines above the floor from which a question, and a text, are told of. */
const QUESTION_NEAR = 0.03;
const MEANING_NEAR = 0.02;
const WORDS_SHOWN = 5;

const SENTENCES = {
  en: {
    name: (name: string) => `Name: ${name}.`,
    code: (name: string) => `Code name: ${name}.`,
    typo: (name: string, typed: string) => `“${typed}” read as the name ${name}.`,
    question: (text: string) => `Answers the question “${text}”`,
    meaning: 'Means nearly the same.',
    near: 'Close in meaning.',
    crossing: 'Found across languages: the text is Chinese.',
    words: (words: string) => `Words: ${words}.`,
    nothing: 'The nearest there is.',
    comma: ', ',
  },
  zh: {
    name: (name: string) => `名称：${name}。`,
    code: (name: string) => `代码名：${name}。`,
    typo: (name: string, typed: string) => `“${typed}”应为“${name}”。`,
    question: (text: string) => `回答了这个问题：“${text}”`,
    meaning: '意思几乎相同。',
    near: '意思相近。',
    crossing: '跨语言找到：原文是英文。',
    words: (words: string) => `相同的词：${words}。`,
    nothing: '最接近的一条。',
    comma: '、',
  },
} as const;

/** Why a hit is there, in short sentences of the question's language; at least one. */
export function tellReasons(reasons: HitReasons, language: Language): string[] {
  const say = SENTENCES[language];
  const told: string[] = [];
  if (reasons.name) {
    const { match, typed } = reasons.name;
    if (match.distance > 0) told.push(say.typo(match.form.written, typed));
    else told.push(match.form.kind === 'code' ? say.code(match.form.written) : say.name(match.form.written));
  }
  if (reasons.question && reasons.question.above >= QUESTION_NEAR)
    told.push(say.question(reasons.question.text));
  else if (reasons.meaning >= 2 * MEANING_NEAR) told.push(say.meaning);
  else if (reasons.meaning >= MEANING_NEAR) told.push(say.near);
  if (reasons.crossing && reasons.meaning >= MEANING_NEAR) told.push(say.crossing);
  if (reasons.words.length > 0) told.push(say.words(reasons.words.slice(0, WORDS_SHOWN).join(say.comma)));
  return told.length > 0 ? told : [say.nothing];
}
