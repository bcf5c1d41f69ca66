import { answerFeatures, rankFeatures } from '../../core/search/features.ts';
import { answerLogit, calibrated, fuse, type ModeWeights } from '../../core/search/scoring.ts';
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

/** Passages of one note that may stand in a list. */
const PASSAGES_A_NOTE = 2;
const JUST_BELOW = 0.01;
const ASKS_FOR_PAPER = /\b(?:papers?|arxiv|authors?|bibtex|cite|citation|doi|et al)\b|\d{4}\.\d{4,5}|论文|作者|引用|出处|文献/i;

/**
 * A paper and the concept that it defines answer the same questions, and the concept says more: it comes first,
 * unless the question asks for a paper or names it.
 */
function conceptsFirst(scored: { candidate: Candidate; fused: number }[], question: string): void {
  if (ASKS_FOR_PAPER.test(question)) return;
  const concepts = new Map<string, number>();
  for (const { candidate, fused } of scored) {
    const { id, kind } = candidate.index.documents[candidate.document]!;
    if (kind === 'concept') concepts.set(id, fused);
  }
  for (const entry of scored) {
    const { kind, concepts: defined } = entry.candidate.index.documents[entry.candidate.document]!;
    if (kind !== 'paper' || (entry.candidate.names?.best.distance === 0 && entry.candidate.evidence.exact > 0.6)) continue;
    const best = Math.max(...defined.map((id) => concepts.get(id) ?? -Infinity));
    if (best > -Infinity && entry.fused >= best) entry.fused = best - JUST_BELOW;
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
    candidates.map((candidate) => ({ candidate, fused: fuse(weights, rankFeatures(candidate.evidence, terms)) })),
  );
  conceptsFirst(scored, reading.text);
  scored.sort((a, b) => b.fused - a.fused);
  const answers = new Map(
    libraries.map(({ index, answer }) => {
      const best = scored.find(({ candidate }) => candidate.index === index);
      if (!best) return [index, -Infinity] as const;
      const features = answerFeatures({ ...answer, best: best.candidate.evidence }, terms, reading.language);
      return [index, answerLogit(weights, reading.language, features)] as const;
    }),
  );
  const surest = Math.max(-Infinity, ...answers.values());
  const top = scored[0]?.fused ?? 0;
  return {
    ranked: thinNotes(scored, passagesOnly ? 3 * PASSAGES_A_NOTE : PASSAGES_A_NOTE).map(({ candidate, fused }) => ({
      candidate,
      fused,
      score: calibrated(weights, fused, top - fused, answers.get(candidate.index)!),
    })),
    abstained: !(surest >= weights.refuse[reading.language]),
  };
}
