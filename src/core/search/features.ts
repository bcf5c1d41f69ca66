import type { DocumentKind } from '../document.ts';
import type { Language } from '../language.ts';

/** What is known about one candidate for a question before it is scored. Cosines are above the question's floor. */
export interface Evidence {
  readonly kind: DocumentKind;
  /** Best and second-best role among its texts in the question's language, and the best in the other; 0: not near. */
  readonly same: number;
  readonly second: number;
  readonly cross: number;
  /** BM25 of the whole document and of its best passage. */
  readonly documentText: number;
  readonly passageText: number;
  /** BM25 of the document over that of the best document, in [0, 1]. */
  readonly share: number;
  readonly exact: number;
  readonly cover: number;
  /** Share of the question's terms that stand in it, weighed by their rarity, in [0, 1]. */
  readonly held: number;
}

/** Names of the numbers that `rankFeatures` gives, in order. */
export const RANK_FEATURES = [
  'same',
  'second',
  'cross',
  'documentText',
  'passageText',
  'share',
  'share²',
  'exact',
  'cover',
  'held',
  'paper',
  'note',
] as const;

/** About how far a right text lies above the floor. */
const COSINE_UNIT = 0.03;
/** A question's floor stands for its 48th nearest passage: this many are asked for. */
export const NEAREST = 48;
/** Where the floor lies, when there are not that many passages to measure it. */
export const TYPICAL_FLOOR: Readonly<Record<Language, number>> = { en: 0.837, zh: 0.867 };
/** How much nearer texts of the question's own language lie for the same meaning. */
export const LANGUAGE_GAP: Readonly<Record<Language, number>> = { en: 0.03, zh: 0.045 };

/** BM25 grows with the number of terms asked for; this is about what a good document reaches. */
export const textScale = (terms: number): number => 6 * Math.sqrt(terms + 1);

/** @param terms number of the question's telling terms */
export function rankFeatures(evidence: Evidence, terms: number): number[] {
  const { kind, same, second, cross, documentText, passageText, share, exact, cover, held } = evidence;
  const scale = textScale(terms);
  return [
    same / COSINE_UNIT,
    second / COSINE_UNIT,
    cross / COSINE_UNIT,
    documentText / scale,
    passageText / scale,
    share,
    share * share,
    exact,
    cover,
    held,
    kind === 'paper' ? 1 : 0,
    kind === 'note' ? 1 : 0,
  ];
}

/** What tells whether a library holds an answer at all. */
export interface AnswerEvidence {
  /** Highest and fifth-highest cosine of any passage; 0 without vectors. */
  readonly top: number;
  readonly fifth: number;
  /** Share of the question's telling terms that the library never uses, in [0, 1]. */
  readonly unknown: number;
  /** The same weighed by what they say about the subject, repairable misspellings aside. */
  readonly strange: number;
  /** The highest of any candidate. */
  readonly cover: number;
}

export const ANSWER_FEATURES = [
  'top',
  'fifth',
  'documentText',
  'unknown',
  'strange',
  'cover',
  'held',
] as const;

/** @param best the candidates that rank first, up to three */
export function answerFeatures(
  { top, fifth, unknown, strange, cover }: AnswerEvidence,
  best: readonly Evidence[],
  terms: number,
  language: Language,
): number[] {
  const above = (cosine: number, usual: number): number =>
    cosine === 0 ? 0 : (cosine - TYPICAL_FLOOR[language] - usual) / COSINE_UNIT;
  return [
    above(top, 0.05),
    above(fifth, 0.03),
    (best[0]?.documentText ?? 0) / textScale(terms),
    unknown,
    strange,
    cover,
    Math.max(0, ...best.map(({ held }) => held)),
  ];
}
