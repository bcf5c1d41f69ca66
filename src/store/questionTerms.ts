import { isStopTerm } from './stopWords.ts';
import { termsOf } from './terms.ts';

export interface QuestionTerm {
  readonly text: string;
  /** A single Han character meets every pair that begins with it. */
  readonly prefix: boolean;
}

/** UTF-16 units of a question that are read. */
const MAX_LENGTH = 100_000;
/** Different terms that are looked at; no one asks more. */
const MAX_TERMS = 256;

const ONE_HAN = /^\p{Script=Han}$/u;

/** The different terms of a question, stop words left out unless nothing else is there; empty for no words at all. */
export function questionTerms(text: string): QuestionTerm[] {
  const terms = new Set<string>();
  for (const term of termsOf(text.slice(0, MAX_LENGTH))) {
    if (terms.size === MAX_TERMS) break;
    terms.add(term);
  }
  const telling = [...terms].filter((term) => !isStopTerm(term));
  return (telling.length > 0 ? telling : [...terms]).map((term) => ({
    text: term,
    prefix: ONE_HAN.test(term),
  }));
}
