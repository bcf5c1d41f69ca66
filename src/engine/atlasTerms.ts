import { cardSummary } from '../content/cardDocument.ts';
import type { KnowledgeBase } from '../content/knowledgeBase.ts';
import { paperLine } from '../content/paperDocument.ts';
import type { AtlasTerm, AtlasTermPaper, AtlasTerms } from '../core/explain/terms.ts';

/** What a hover needs of the knowledge base. */
export function atlasTerms(base: KnowledgeBase): AtlasTerms {
  const concepts = base.cards.map((card): [string, AtlasTerm] => [
    card.id,
    {
      names: card.names,
      aliases: card.aliases,
      code: [...card.symbols, ...card.models],
      summary: { en: cardSummary(card, 'en'), zh: cardSummary(card, 'zh') },
      category: card.category,
      year: card.year,
      paper: card.papers[0] ? `paper:${card.papers[0]}` : null,
      figure: base.figures.find((figure) => figure.concepts[0] === card.id)?.id ?? null,
    },
  ]);
  const papers = base.papers.map((paper): [string, AtlasTermPaper] => [
    `paper:${paper.key}`,
    {
      title: paper.title,
      line: paperLine(paper),
      arxiv: paper.arxiv,
      doi: paper.doi,
      concepts: base.cards.filter((card) => card.papers[0] === paper.key).map(({ id }) => id),
    },
  ]);
  return { version: 2, concepts: Object.fromEntries(concepts), papers: Object.fromEntries(papers) };
}
