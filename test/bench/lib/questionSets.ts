import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES, type Language, type Localized } from '../../../src/core/language.ts';

export type Half = 'tune' | 'held back';

export interface EvaluationQuestion {
  readonly id: string;
  readonly set: 'dev' | 'own' | 'unanswerable' | 'elsewhere';
  readonly lang: Language;
  readonly kind: string;
  readonly query: string;
  /** Concept ids that should come first; empty for a question without an answer. */
  readonly relevant: readonly string[];
  readonly half: Half;
}

const FOLDER = join(import.meta.dirname, '../../../kb/evaluation');
const FILES = { dev: 'dev-queries', own: 'own-queries', unanswerable: 'unanswerable' } as const;
type Listed = keyof typeof FILES;

/** A fixed half by the hash (FNV-1a) of a question's id. Weights are fitted on `tune` alone. */
export function halfOf(id: string): Half {
  let hash = 2166136261;
  for (let at = 0; at < id.length; at += 1) hash = Math.imul(hash ^ id.charCodeAt(at), 16777619) >>> 0;
  return ((hash >>> 7) & 1) === 0 ? 'tune' : 'held back';
}

const rowsOf = <Row>(name: string): Row[] =>
  readFileSync(join(FOLDER, `${name}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);

type ListedRow = Omit<EvaluationQuestion, 'set' | 'half' | 'relevant'> & { readonly relevant?: string[] };

export function questionSet(set: Listed): EvaluationQuestion[] {
  return rowsOf<ListedRow>(FILES[set]).map((row) => {
    return { ...row, set, half: halfOf(row.id), relevant: row.relevant ?? [] };
  });
}

interface Subject {
  readonly id: string;
  readonly subject: Localized;
  readonly questions: Readonly<Record<Language, readonly string[]>>;
}

/** Questions of subjects that the atlas does not treat, halved by subject. */
export const questionsFromElsewhere = (): EvaluationQuestion[] =>
  rowsOf<Subject>('elsewhere').flatMap(({ id, subject, questions }) =>
    LANGUAGES.flatMap((lang) =>
      questions[lang].map((query, at) => ({
        id: `${id}-${lang}-${at + 1}`,
        set: 'elsewhere' as const,
        lang,
        kind: subject.en,
        query,
        relevant: [],
        half: halfOf(id),
      })),
    ),
  );

export const allQuestions = (): EvaluationQuestion[] =>
  (['dev', 'own', 'unanswerable'] as const).flatMap((set) => questionSet(set));
