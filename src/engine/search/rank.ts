import { answerFeatures, rankFeatures } from '../../core/search/features.ts';
import { singular } from '../../core/search/nameForms.ts';
import { asksForPaper, tellingTerms, type QuestionReading } from '../../core/search/questionReading.ts';
import { answerLogit, calibrated, fuse, type ModeWeights } from '../../core/search/scoring.ts';
import { tokenize } from '../../core/search/tokens.ts';
import type { Candidate } from './candidates.ts';
import type { Findings } from './retrieve.ts';

export interface Ranked {
  readonly candidate: Candidate;
  readonly fused: number;
  readonly score: number;
}

export interface Ranking {
  readonly ranked: readonly Ranked[];
  readonly abstained: boolean;
}

/** First candidates of a library that say whether it has an answer. */
export const CONSIDERED = 3;
/** Passages of one note that may stand in a list. */
const PASSAGES_A_NOTE = 2;
const JUST_APART = 0.01;

/** A question with this share of a title's words is after that paper. */
const TITLE_ASKED = 0.5;

function asksTitle(title: string, asked: ReadonlySet<string>): boolean {
  const words = tellingTerms(title, tokenize(title)).map(singular);
  return words.filter((word) => asked.has(word)).length >= TITLE_ASKED * words.length;
}

/**
 * A paper and the concept that it defines answer the same questions, and the concept says more: it comes first,
 * unless the question asks for a paper or is plainly about this one.
 */
function orderPapers(scored: { candidate: Candidate; fused: number }[], reading: QuestionReading): void {
  const concepts = new Map<string, number>();
  for (const { candidate, fused } of scored) {
    const { id, kind } = candidate.index.documents[candidate.document]!;
    if (kind === 'concept') concepts.set(id, fused);
  }
  const wanted = asksForPaper(reading.text);
  const asked = new Set(reading.terms.map(singular));
  for (const entry of scored) {
    const { index, document, names } = entry.candidate;
    const { kind, titles, concepts: defined } = index.documents[document]!;
    if (kind !== 'paper') continue;
    const named = names && index.documents[names.best.document]!.id;
    if (wanted && named && concepts.has(named)) {
      entry.fused = Math.max(entry.fused, concepts.get(named)! + JUST_APART);
    }
    const best = Math.max(...defined.map((id) => concepts.get(id) ?? -Infinity));
    if (!wanted && entry.fused >= best && best > -Infinity && !asksTitle(titles.en, asked))
      entry.fused = best - JUST_APART;
  }
}

function thinNotes<T extends { readonly candidate: Candidate }>(ordered: readonly T[], most: number): T[] {
  const counts = new Map<string, number>();
  return ordered.filter(({ candidate: { index, document, passage } }) => {
    if (passage === null) return true;
    const key = `${index.origin} ${document}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts.get(key)! <= most;
  });
}

/** Candidates of all libraries in one order, calibrated, and whether any of them is close enough to be an answer. */
export function rank(findings: Findings, weights: ModeWeights, passagesOnly: boolean): Ranking {
  const { reading, libraries } = findings;
  const terms = reading.terms.length;
  const scored = libraries.flatMap(({ candidates }) =>
    candidates.map((candidate) => ({
      candidate,
      fused: fuse(weights, rankFeatures(candidate.evidence, terms)),
    })),
  );
  orderPapers(scored, reading);
  scored.sort((a, b) => b.fused - a.fused);
  const answers = new Map(
    libraries.map(({ index, answer }) => {
      const best = scored.filter(({ candidate }) => candidate.index === index).slice(0, CONSIDERED);
      if (best.length === 0) return [index, -Infinity] as const;
      const evidence = best.map(({ candidate }) => candidate.evidence);
      const features = answerFeatures(answer, evidence, terms, reading.language);
      return [index, answerLogit(weights, reading.language, features)] as const;
    }),
  );
  const surest = Math.max(-Infinity, ...answers.values());
  const top = scored[0]?.fused ?? 0;
  return {
    ranked: thinNotes(scored, passagesOnly ? 3 * PASSAGES_A_NOTE : PASSAGES_A_NOTE).map(
      ({ candidate, fused }) => ({
        candidate,
        fused,
        score: calibrated(weights, fused, top - fused, answers.get(candidate.index)!),
      }),
    ),
    abstained: !(surest >= weights.refuse[reading.language]),
  };
}
