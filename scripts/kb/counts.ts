import type { KnowledgeBase } from '../../src/content/knowledgeBase.ts';
import { CATEGORIES } from '../../src/core/concept.ts';

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** How much there is of what, in a few lines. */
export function countsOf({ cards, papers, chapters, figures }: KnowledgeBase): string[] {
  const categories = CATEGORIES.map(
    (category) => `${cards.filter((card) => card.category === category).length} ${category}`,
  );
  const written = cards.filter(({ status }) => status === 'written').length;
  const questions = sum(cards.map((card) => card.questions.en.length + card.questions.zh.length));
  const relations = sum(cards.flatMap((card) => Object.values(card.relations).map((ids) => ids.length)));
  const code = new Set(cards.flatMap((card) => [...card.symbols, ...card.models]));
  return [
    `${cards.length} cards (${written} written out): ${categories.join(', ')}`,
    `${questions} questions, ${relations} relations, ${code.size} code symbols and model ids`,
    `${chapters.length} chapter files, ${figures.length} figures, ${papers.length} papers with ${sum(papers.map((paper) => paper.figures.length))} known figures`,
  ];
}
