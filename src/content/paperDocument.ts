import type { ConceptCard, Paper } from '../core/concept.ts';
import type { IngestedDocument } from '../core/document.ts';
import { sha256 } from './hash.ts';
import { shortPassage } from './passages.ts';

const INGESTER = 'paper-1';

/** One line a reader recognises a paper by: first author, year, venue, arXiv id. */
export function paperLine(paper: Paper): string {
  const [first = ''] = paper.authors;
  const author = first && (paper.othersOmitted ? `${first} et al.` : paper.authors.join(', '));
  const arxiv = paper.arxiv && `arXiv:${paper.arxiv}`;
  return [author, paper.year, paper.venue, arxiv].filter(Boolean).join(', ');
}

/** A bibliographic entry as a document; `cards` are those that name it, the ones it defines first. */
export function paperDocument(paper: Paper, cards: readonly ConceptCard[]): IngestedDocument {
  const ordered = [...cards].sort((a, b) => a.papers.indexOf(paper.key) - b.papers.indexOf(paper.key));
  const concepts = ordered.map((card) => card.id);
  const line = paperLine(paper);
  const topics = ordered.map((card) => `${card.names.en} ${card.names.zh}`).join(', ');
  return {
    id: `paper:${paper.key}`,
    path: `papers.json#${paper.key}`,
    kind: 'paper',
    contentHash: sha256(`${INGESTER}\n${JSON.stringify(paper)}\n${topics}`),
    titles: { en: paper.title, zh: paper.title },
    names: [
      { text: paper.title, language: 'en', kind: 'name' },
      ...[paper.arxiv, paper.doi]
        .filter(Boolean)
        .map((text) => ({ text, language: 'en', kind: 'code' }) as const),
    ],
    category: null,
    year: paper.year,
    paper: `paper:${paper.key}`,
    concepts,
    passages: [
      shortPassage('name', 'en', paper.title, { concepts }),
      shortPassage('summary', 'en', line, { embedded: `${paper.title}. ${line}. ${topics}`, concepts }),
    ],
    figures: [],
  };
}
