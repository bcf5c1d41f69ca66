import type { Language, Localized } from './language.ts';

export type DocumentKind = 'concept' | 'paper' | 'note';

/**
 * What a passage is to its document. `text` is running text; the others are short texts embedded on their own so
 * that a question can meet the document by its name, its summary, a question it answers or a figure's caption.
 */
export type PassageRole = 'text' | 'summary' | 'name' | 'question' | 'caption';

/** `[x1, y1, x2, y2]`, each in [0, 1000) of the page as displayed. */
export type Box = readonly [number, number, number, number];

export interface Passage {
  readonly role: PassageRole;
  readonly language: Language;
  /** Headings from the outermost in, the document's title not included. */
  readonly headingPath: readonly string[];
  /** From 1, as a viewer counts; null where a document has no pages. */
  readonly page: number | null;
  /** UTF-16 offsets into the document's source text; equal to each other for texts that stand in no body. */
  readonly start: number;
  readonly end: number;
  /** As shown to a reader. */
  readonly text: string;
  /** What the model reads: title and heading path in front of the text, without the model's prefix. */
  readonly embeddedText: string;
  /** SHA-256 of `embeddedText`, hexadecimal: equal texts share one vector. */
  readonly hash: string;
  /** Concept ids this passage is about. */
  readonly concepts: readonly string[];
  /** `figure:…` when the passage is a figure's caption. */
  readonly figure: string | null;
}

export interface Figure {
  /** `figure:…` */
  readonly id: string;
  readonly label: string;
  readonly caption: Localized;
  readonly page: number | null;
  readonly box: Box | null;
  /** Path of the image from the root of its library, or below kb/. */
  readonly image: string | null;
}

/** A name a document is known by, for exact and typo-tolerant matching. */
export interface DocumentName {
  readonly text: string;
  readonly language: Language;
  /** `code`: a symbol or a model id; compared exactly. */
  readonly kind: 'name' | 'alias' | 'code';
}

/** Anything ingested, ready to be embedded and stored. */
export interface IngestedDocument {
  /** Concept id, `paper:KEY`, or `document:…`; unique in a library. */
  readonly id: string;
  /** From the library's root, `/`-separated; below kb/ for the atlas. */
  readonly path: string;
  readonly kind: DocumentKind;
  /** SHA-256 of the source and of the ingester's version: equal means nothing to do. */
  readonly contentHash: string;
  readonly titles: Localized;
  readonly names: readonly DocumentName[];
  readonly category: string | null;
  readonly year: number | null;
  /** `paper:KEY` of the defining paper. */
  readonly paper: string | null;
  /** Concept ids the document belongs to. */
  readonly concepts: readonly string[];
  readonly passages: readonly Passage[];
  readonly figures: readonly Figure[];
}
