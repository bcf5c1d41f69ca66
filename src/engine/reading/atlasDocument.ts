import { join } from 'node:path';
import { figureDocumentId } from '../../content/figureDocument.ts';
import type { KnowledgeBase } from '../../content/knowledgeBase.ts';
import type { Chapter, ConceptCard, Paper } from '../../core/concept.ts';
import type { AtlasFigure } from '../../core/figure.ts';
import type { Language } from '../../core/language.ts';
import type { ReadAnswer } from '../../protocol/requests.ts';
import { paperMarkdown } from './paperMarkdown.ts';
import { paperSummary } from './paperSummary.ts';
import type { ReadableDocument } from './readableDocument.ts';
import { withFormulas } from './sharedFormulas.ts';

function relationsOf(card: ConceptCard, base: KnowledgeBase): ReadAnswer['relations'] {
  const names = new Map(base.cards.map(({ id, names }) => [id, names]));
  return Object.entries(card.relations).flatMap(([type, ids]) =>
    ids.flatMap((id) => {
      const titles = names.get(id);
      return titles ? [{ type, id, titles }] : [];
    }),
  );
}

function papersOf(keys: readonly string[], base: KnowledgeBase): ReadAnswer['papers'] {
  const papers = new Map(base.papers.map((paper) => [paper.key, paper]));
  return keys.flatMap((key) => {
    const paper = papers.get(key);
    return paper ? [paperSummary(paper)] : [];
  });
}

function conceptDocument(card: ConceptCard, base: KnowledgeBase, root: string): ReadableDocument {
  return {
    id: card.id,
    kind: 'concept',
    document: `atlas:${card.path}`,
    file: join(root, card.path),
    titles: card.names,
    language: null,
    category: card.category,
    year: card.year,
    papers: papersOf(card.papers, base),
    relations: relationsOf(card, base),
    texts: {
      en: withFormulas(card.sections.en, card.sections.zh),
      zh: withFormulas(card.sections.zh, card.sections.en),
    },
  };
}

function paperPage(paper: Paper, base: KnowledgeBase): ReadableDocument {
  const naming = base.cards.filter((card) => card.papers.includes(paper.key));
  return {
    id: `paper:${paper.key}`,
    kind: 'paper',
    document: `atlas:papers.json#${paper.key}`,
    file: null,
    titles: { en: paper.title, zh: paper.title },
    language: null,
    category: null,
    year: paper.year,
    papers: [paperSummary(paper)],
    relations: naming.map(({ id, names, papers }) => ({
      type: papers[0] === paper.key ? 'introduces' : 'related',
      id,
      titles: names,
    })),
    texts: {
      en: { markdown: paperMarkdown(paper, base.cards, 'en'), offset: null },
      zh: { markdown: paperMarkdown(paper, base.cards, 'zh'), offset: null },
    },
  };
}

const chapterDocumentId = (chapter: Chapter): string => `document:${chapter.id}.${chapter.language}`;

/** A chapter with all its languages, each of which is a document of its own. */
function chapterPage(chapter: Chapter, base: KnowledgeBase, root: string): ReadableDocument {
  const editions = base.chapters.filter(({ id }) => id === chapter.id);
  const titleIn = (language: Language): string =>
    (editions.find((edition) => edition.language === language) ?? chapter).title;
  const placeOf = (edition: Chapter): Pick<ReadAnswer, 'id' | 'document' | 'file'> => ({
    id: chapterDocumentId(edition),
    document: `atlas:${edition.path}`,
    file: join(root, edition.path),
  });
  return {
    ...placeOf(chapter),
    kind: 'note',
    titles: { en: titleIn('en'), zh: titleIn('zh') },
    language: chapter.language,
    category: null,
    year: null,
    papers: [],
    relations: about(chapter.concepts, base),
    texts: Object.fromEntries(
      editions.map((edition) => [edition.language, { ...edition.body, edition: placeOf(edition) }]),
    ),
  };
}

function about(concepts: readonly string[], base: KnowledgeBase): ReadAnswer['relations'] {
  const names = new Map(base.cards.map(({ id, names }) => [id, names]));
  return concepts.flatMap((id) => {
    const titles = names.get(id);
    return titles ? [{ type: 'about', id, titles }] : [];
  });
}

/** A figure with what it says in words, for those who cannot see it or want to copy it. */
function figurePage(figure: AtlasFigure, base: KnowledgeBase, root: string): ReadableDocument {
  const text = (language: Language): string => `![](../${figure.path})\n\n${figure.descriptions[language]}\n`;
  return {
    id: `figure:${figure.id}`,
    kind: 'note',
    document: `atlas:${figure.path}`,
    file: join(root, figure.path),
    titles: figure.titles,
    language: null,
    category: null,
    year: null,
    papers: [],
    relations: about(figure.concepts, base),
    texts: { en: { markdown: text('en'), offset: null }, zh: { markdown: text('zh'), offset: null } },
  };
}

/** The document of the atlas with this id; null when there is none. @param root folder of the knowledge base */
export function atlasDocument(id: string, base: KnowledgeBase, root: string): ReadableDocument | null {
  if (id.startsWith('paper:')) {
    const paper = base.papers.find(({ key }) => `paper:${key}` === id);
    return paper ? paperPage(paper, base) : null;
  }
  const figure = base.figures.find(
    (figure) => figureDocumentId(figure) === id || `figure:${figure.id}` === id,
  );
  if (figure) return figurePage(figure, base, root);
  const card = base.cards.find((card) => card.id === id);
  if (card) return conceptDocument(card, base, root);
  const chapter = base.chapters.find((chapter) => chapterDocumentId(chapter) === id);
  return chapter ? chapterPage(chapter, base, root) : null;
}
