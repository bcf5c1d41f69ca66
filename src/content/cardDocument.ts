import type { ConceptCard } from '../core/concept.ts';
import type { DocumentName, IngestedDocument, Passage } from '../core/document.ts';
import { LANGUAGES, type Language } from '../core/language.ts';
import { plainText } from '../core/plainText.ts';
import { joiner } from '../core/segmentation.ts';
import { sha256 } from './hash.ts';
import { outlineMarkdown } from './markdownBlocks.ts';
import { shortPassage, textPassages } from './passages.ts';

/** Raised whenever cards give other passages than before, so that stores take them in again. */
const INGESTER = 'card-1';

/** The first paragraph of a card's section, as plain text: what hovers and result lists show. */
export function cardSummary(card: ConceptCard, language: Language): string {
  const [paragraph = ''] = card.sections[language].markdown.split(/\n\s*\n/);
  return plainText(paragraph);
}

/** Everything a concept is called: titles, aliases and code names. */
export function cardNames(card: ConceptCard): readonly DocumentName[] {
  const names: DocumentName[] = [];
  for (const language of LANGUAGES) {
    names.push({ text: card.names[language], language, kind: 'name' });
    for (const text of card.aliases[language]) names.push({ text, language, kind: 'alias' });
  }
  for (const text of [...card.symbols, ...card.models]) names.push({ text, language: 'en', kind: 'code' });
  return names;
}

function passagesIn(card: ConceptCard, language: Language): Passage[] {
  const title = card.names[language];
  const concepts = [card.id];
  const { markdown, offset } = card.sections[language];
  const summary = cardSummary(card, language);
  const names = [title, ...card.aliases[language]].join(language === 'zh' ? '、' : ', ');
  const body = textPassages(markdown, outlineMarkdown(markdown).blocks, {
    title,
    language,
    conceptsOf: () => concepts,
  });
  const first = markdown.split(/\n\s*\n/)[0]!.length;
  return [
    shortPassage('name', language, title, { embedded: names, concepts }),
    shortPassage('summary', language, summary, {
      embedded: `${title}${joiner(language)}${summary}`,
      concepts,
      at: [offset, offset + first],
    }),
    ...card.questions[language].map((question) => shortPassage('question', language, question, { concepts })),
    ...body.map((passage) => ({ ...passage, start: passage.start + offset, end: passage.end + offset })),
  ];
}

/** A concept card as a document: names, summaries, questions and text of both languages. */
export function cardDocument(card: ConceptCard): IngestedDocument {
  const [paper] = card.papers;
  return {
    id: card.id,
    path: card.path,
    kind: 'concept',
    contentHash: sha256(`${INGESTER}\n${card.source}`),
    titles: card.names,
    names: cardNames(card),
    category: card.category,
    year: card.year,
    paper: paper ? `paper:${paper}` : null,
    concepts: [card.id],
    passages: LANGUAGES.flatMap((language) => passagesIn(card, language)),
    figures: [],
  };
}
