import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../../src/core/language.ts';

export type Half = 'tune' | 'held back';

export interface EvaluationQuestion {
  readonly id: string;
  readonly set: 'dev' | 'own' | 'unanswerable';
  readonly lang: Language;
  readonly kind: string;
  readonly query: string;
  /** Concept ids that should come first; empty for a question without an answer. */
  readonly relevant: readonly string[];
  readonly half: Half;
}

const FOLDER = join(import.meta.dirname, '../../../kb/evaluation');
const FILES = { dev: 'dev-queries', own: 'own-queries', unanswerable: 'unanswerable' } as const;

/** A fixed half by the hash (FNV-1a) of a question's id. Weights are fitted on `tune` alone. */
export function halfOf(id: string): Half {
  let hash = 2166136261;
  for (let at = 0; at < id.length; at += 1) hash = Math.imul(hash ^ id.charCodeAt(at), 16777619) >>> 0;
  return ((hash >>> 7) & 1) === 0 ? 'tune' : 'held back';
}

export function questionSet(set: EvaluationQuestion['set']): EvaluationQuestion[] {
  const lines = readFileSync(join(FOLDER, `${FILES[set]}.jsonl`), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => {
    const row = JSON.parse(line) as Omit<EvaluationQuestion, 'set' | 'half' | 'relevant'> & {
      relevant?: string[];
    };
    return { ...row, set, half: halfOf(row.id), relevant: row.relevant ?? [] };
  });
}

export const allQuestions = (): EvaluationQuestion[] =>
  (['dev', 'own', 'unanswerable'] as const).flatMap((set) => questionSet(set));
