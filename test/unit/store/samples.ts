import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  DocumentKind,
  Figure,
  IngestedDocument,
  Passage,
  PassageRole,
} from '../../../src/core/document.ts';
import { detectLanguage } from '../../../src/core/language.ts';

export const DIMENSIONS = 24;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The same text has the same vector, and texts that begin alike lie close together. */
export function vectorFor(text: string, dimensions: number = DIMENSIONS): Float32Array {
  const topic = createHash('sha512').update(text.slice(0, 3)).digest();
  const own = createHash('sha512').update(text).digest();
  const vector = Float32Array.from({ length: dimensions }, (_, i) => topic[i]! - 100 + (own[i]! - 127) / 4);
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

export interface PassageSketch {
  readonly text: string;
  readonly role?: PassageRole;
  readonly figure?: string;
  readonly embeddedText?: string;
}

export function passage({ text, role = 'text', figure, embeddedText = text }: PassageSketch): Passage {
  return {
    role,
    language: detectLanguage(text),
    headingPath: ['Method'],
    page: null,
    start: 3,
    end: 3 + text.length,
    text,
    embeddedText,
    hash: sha256(embeddedText),
    concepts: ['clip'],
    figure: figure ?? null,
  };
}

export interface DocumentSketch {
  readonly path: string;
  readonly passages: readonly (string | PassageSketch)[];
  readonly id?: string;
  readonly kind?: DocumentKind;
  readonly title?: string;
  readonly category?: string | null;
  readonly year?: number | null;
  readonly figures?: readonly Figure[];
}

export function document(sketch: DocumentSketch): IngestedDocument {
  const passages = sketch.passages.map((each) => passage(typeof each === 'string' ? { text: each } : each));
  const title = sketch.title ?? sketch.path;
  return {
    id: sketch.id ?? `document:${sketch.path}`,
    path: sketch.path,
    kind: sketch.kind ?? 'note',
    contentHash: sha256(JSON.stringify(sketch)),
    titles: { en: title, zh: title },
    names: [{ text: title, language: 'en', kind: 'name' }],
    category: sketch.category ?? null,
    year: sketch.year ?? null,
    paper: null,
    concepts: ['clip'],
    passages,
    figures: sketch.figures ?? [],
  };
}

/** A vector for every passage, as the engine would bring them. */
export const vectorsOf = (ingested: IngestedDocument, dimensions?: number): Map<string, Float32Array> =>
  new Map(ingested.passages.map(({ hash, embeddedText }) => [hash, vectorFor(embeddedText, dimensions)]));

export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'vlm-atlas-store-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
