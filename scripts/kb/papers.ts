import type { ConceptCard, ContentProblem, Paper } from '../../src/core/concept.ts';
import { lineOf } from '../../src/core/lineAt.ts';

const MOST_FIGURES = 3;
const LEAST_WORDS = 25;
const LEAST_HAN = 40;

const count = (text: string, unit: RegExp): number => (text.match(unit) ?? []).length;

/** Papers without a figure they are known by, or with descriptions too short to know it by. */
export function paperProblems(
  papers: readonly Paper[],
  cards: readonly ConceptCard[],
  source: string,
): ContentProblem[] {
  const ids = new Set(cards.map(({ id }) => id));
  return papers.flatMap(({ key, figures }) => {
    const line = lineOf(source, `"id": "${key}"`);
    const problem = (message: string): ContentProblem => ({ file: 'papers.json', line, message });
    const problems: ContentProblem[] = [];
    if (figures.length === 0 || figures.length > MOST_FIGURES)
      problems.push(problem(`${key} has ${figures.length} known figures; one to ${MOST_FIGURES} are wanted.`));
    for (const [at, { shows, looks, concepts }] of figures.entries()) {
      const name = `Figure ${at + 1} of ${key}`;
      const words = count(`${shows.en} ${looks.en}`, /[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu);
      const han = count(shows.zh + looks.zh, /\p{Script=Han}/gu);
      if (words < LEAST_WORDS || han < LEAST_HAN)
        problems.push(problem(`${name}: ${words} words and ${han} Han characters; at least ${LEAST_WORDS} and ${LEAST_HAN}.`));
      for (const id of concepts) if (!ids.has(id)) problems.push(problem(`${name}: there is no concept ${id}.`));
    }
    return problems;
  });
}
