import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConceptCard, ContentProblem } from '../../src/core/concept.ts';
import { LANGUAGES, type Language } from '../../src/core/language.ts';
import { similarity } from '../lib/trigrams.ts';
import { lineOf } from '../../src/core/lineAt.ts';

const EVALUATION = join(import.meta.dirname, '../../kb/evaluation');
const QUESTIONS = 6;
const TOO_SIMILAR = 0.6;

interface Elsewhere {
  readonly questions: Readonly<Record<Language, readonly string[]>>;
}

async function rowsOf<Row>(name: string): Promise<readonly Row[]> {
  const file = await readFile(join(EVALUATION, `${name}.jsonl`), 'utf8');
  return file
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row);
}

const questionsOf = async (name: string): Promise<readonly string[]> =>
  (await rowsOf<{ readonly query: string }>(name)).map(({ query }) => query);

/** Questions from other subjects that stand there twice, or nearly equal one that search is measured on. */
export async function elsewhereProblems(): Promise<ContentProblem[]> {
  const sets = await Promise.all(['dev-queries', 'own-queries', 'unanswerable'].map(questionsOf));
  const measured = sets.flat();
  const problems: ContentProblem[] = [];
  const seen = new Set<string>();
  for (const [at, { questions }] of (await rowsOf<Elsewhere>('elsewhere')).entries()) {
    const complain = (message: string): void =>
      void problems.push({ file: 'evaluation/elsewhere.jsonl', line: at + 1, message });
    for (const question of LANGUAGES.flatMap((language) => questions[language])) {
      if (seen.has(question.toLowerCase())) complain(`“${question}” is there twice.`);
      seen.add(question.toLowerCase());
      const twin = measured.find((other) => similarity(question, other) >= TOO_SIMILAR);
      if (twin) complain(`“${question}” nearly equals “${twin}”, which search is measured on.`);
    }
  }
  return problems;
}

/** Questions that are too few, stand in another card too, or nearly equal one of the development set. */
export async function questionProblems(cards: readonly ConceptCard[]): Promise<ContentProblem[]> {
  const development = await questionsOf('dev-queries');
  const problems: ContentProblem[] = [];
  const owners = new Map<string, string>();
  for (const card of cards) {
    const complain = (words: string, message: string): void =>
      void problems.push({ file: card.path, line: lineOf(card.source, words), message });
    for (const language of LANGUAGES) {
      const count = card.questions[language].length;
      if (count < QUESTIONS)
        complain('questions:', `${count} questions in ${language}; at least ${QUESTIONS}.`);
      for (const question of card.questions[language]) {
        const owner = owners.get(question.toLowerCase());
        if (owner)
          complain(question, `“${question}” stands in ${owner} too: ask it where it is answered best.`);
        owners.set(question.toLowerCase(), card.path);
        const twin = development.find((other) => similarity(question, other) >= TOO_SIMILAR);
        if (twin)
          complain(question, `“${question}” nearly equals “${twin}” of the development set: write another.`);
      }
    }
  }
  return problems;
}
