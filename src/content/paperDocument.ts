import type { ConceptCard, Paper } from '../core/concept.ts';
import type { IngestedDocument } from '../core/document.ts';
import { LANGUAGES } from '../core/language.ts';
import { joiner, joinSentences } from '../core/segmentation.ts';
import { sha256 } from './hash.ts';
import { shortPassage } from './passages.ts';

const INGESTER = 'paper-2';

/** `figure:paper.KEY.N`, N from 1. */
const figureId = (paper: Paper, at: number): string => `figure:paper.${paper.key}.${at + 1}`;

/** What is known of a figure, as captions in both languages. */
function knownFigures(
  paper: Paper,
  concepts: readonly string[],
): Pick<IngestedDocument, 'passages' | 'figures'> {
  const passages = paper.figures.flatMap((figure, at) =>
    LANGUAGES.map((language) => {
      const { shows, looks, words, label } = figure;
      const said = joinSentences([shows[language], looks[language]], language);
      return shortPassage('caption', language, said, {
        embedded: [[paper.title, label].filter(Boolean).join(', '), said, words.join(', ')]
          .filter(Boolean)
          .join(joiner(language)),
        concepts: figure.concepts.length > 0 ? figure.concepts : concepts,
        figure: figureId(paper, at),
      });
    }),
  );
  const figures = paper.figures.map(({ label, shows }, at) => ({
    id: figureId(paper, at),
    label,
    caption: shows,
    page: null,
    box: null,
    image: null,
  }));
  return { passages, figures };
}

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
  const known = knownFigures(paper, concepts);
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
      ...known.passages,
    ],
    figures: known.figures,
  };
}
