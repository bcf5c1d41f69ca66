import { posix } from 'node:path';
import type { Chapter } from '../core/concept.ts';
import type { Figure, IngestedDocument, Passage } from '../core/document.ts';
import { detectLanguage, type Language } from '../core/language.ts';
import { sha256 } from './hash.ts';
import { isProblem, splitFrontMatter } from './frontMatter.ts';
import { outlineMarkdown, type MarkdownImage, type MarkdownOutline } from './markdownBlocks.ts';
import { shortPassage, textPassages } from './passages.ts';

const INGESTER = 'note-1';
const REMOTE = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i;

/** What tells that a note is still the one that was taken in: changes with its text, its path and how it is read. */
export const noteHash = (source: string, path: string): string => sha256(`${INGESTER}\n${path}\n${source}`);

interface NoteParts {
  readonly id: string;
  readonly path: string;
  readonly source: string;
  readonly body: string;
  readonly offset: number;
  readonly title: string;
  readonly outline: MarkdownOutline;
  readonly language: Language | ((text: string) => Language);
  readonly concepts: readonly string[];
  readonly conceptsOf: (headingPath: readonly string[]) => readonly string[];
}

function figureOf(note: NoteParts, image: MarkdownImage, index: number): Figure | null {
  if (!image.alt || !image.source) return null;
  const target = posix.join(posix.dirname(note.path), image.source);
  const inside = !REMOTE.test(image.source) && !posix.isAbsolute(image.source) && !target.startsWith('..');
  const label = /^(?:figure|fig\.|图)\s*\d+/i.exec(image.alt)?.[0] ?? '';
  return {
    id: `figure:${sha256(`${note.path}\n${index}\n${image.source}\n${image.alt}`).slice(0, 16)}`,
    label,
    caption: { en: image.alt, zh: image.alt },
    page: null,
    box: null,
    image: inside ? target : null,
  };
}

function buildNote(note: NoteParts): IngestedDocument {
  const languageOf = (text: string): Language =>
    typeof note.language === 'string' ? note.language : note.language(text);
  const figures: Figure[] = [];
  const captions: Passage[] = [];
  for (const [index, image] of note.outline.images.entries()) {
    const figure = figureOf(note, image, index);
    if (!figure) continue;
    figures.push(figure);
    const at = [note.offset + image.start, note.offset + image.end] as const;
    const concepts = note.conceptsOf(image.headingPath);
    captions.push({
      ...shortPassage('caption', languageOf(image.alt), image.alt, { figure: figure.id, at, concepts }),
      headingPath: image.headingPath,
    });
  }
  const text = textPassages(note.body, note.outline.blocks, note);
  return {
    id: note.id,
    path: note.path,
    kind: 'note',
    contentHash: noteHash(note.source, note.path),
    titles: { en: note.title, zh: note.title },
    names: [{ text: note.title, language: languageOf(note.title), kind: 'name' }],
    category: null,
    year: null,
    paper: null,
    concepts: note.concepts,
    passages: [
      shortPassage('name', languageOf(note.title), note.title, { concepts: note.concepts }),
      ...text.map((passage) => ({
        ...passage,
        start: passage.start + note.offset,
        end: passage.end + note.offset,
      })),
      ...captions,
    ],
    figures,
  };
}

/** A chapter of the survey as a document; passages carry the concepts of their section, else of the chapter. */
export function chapterDocument(chapter: Chapter): IngestedDocument {
  return buildNote({
    ...chapter,
    id: `document:${chapter.id}.${chapter.language}`,
    body: chapter.body.markdown,
    offset: chapter.body.offset,
    outline: outlineMarkdown(chapter.body.markdown),
    conceptsOf: (headings) => {
      const named = headings.findLast((heading) => chapter.sections[heading]);
      return (named && chapter.sections[named]) || chapter.concepts;
    },
  });
}

/**
 * A reader's Markdown note as a document. Front matter is optional; one that does not parse is read as text.
 * @param path from the library's root, `/`-separated
 */
export function noteDocument(source: string, path: string): IngestedDocument {
  const front = splitFrontMatter(source, path);
  const body = isProblem(front) ? source : front.body;
  const outline = outlineMarkdown(body);
  const named = isProblem(front) ? null : front.data['title'];
  const fileName = path.slice(path.lastIndexOf('/') + 1).replace(/\.(?:md|markdown)$/i, '');
  return buildNote({
    id: `document:${sha256(path).slice(0, 16)}`,
    path,
    source,
    body,
    offset: source.length - body.length,
    title: typeof named === 'string' && named.trim() ? named.trim() : (outline.title ?? fileName),
    outline,
    language: detectLanguage,
    concepts: [],
    conceptsOf: () => [],
  });
}
