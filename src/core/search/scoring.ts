import type { Language } from '../language.ts';

/** Weights of one mode of search, fitted by `test/bench/fit.ts`. */
export interface ModeWeights {
  /** One a `RANK_FEATURES`. */
  readonly rank: readonly number[];
  /** A constant a language, and one an `ANSWER_FEATURES`. */
  readonly answerConstant: Readonly<Record<Language, number>>;
  readonly answer: readonly number[];
  /** Logit of "there is an answer" below which a question is refused. */
  readonly refuse: Readonly<Record<Language, number>>;
  /** Constant, fused score, distance to the first hit, logit of "there is an answer". */
  readonly score: readonly [number, number, number, number];
}

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

const dot = (weights: readonly number[], features: readonly number[]): number =>
  features.reduce((sum, feature, index) => sum + feature * weights[index]!, 0);

/** Fused score of a candidate: comparable within one question only. */
export const fuse = (weights: ModeWeights, features: readonly number[]): number =>
  dot(weights.rank, features);

/** Logit of the library holding an answer. */
export const answerLogit = (weights: ModeWeights, language: Language, features: readonly number[]): number =>
  weights.answerConstant[language] + dot(weights.answer, features);

/**
 * The share of such hits that are right, in (0, 1).
 * @param behind how far the fused score lies below that of the first hit, ≥ 0
 */
export function calibrated(weights: ModeWeights, fused: number, behind: number, answer: number): number {
  const [constant, byFused, byBehind, byAnswer] = weights.score;
  return sigmoid(constant + byFused * fused + byBehind * behind + byAnswer * answer);
}
