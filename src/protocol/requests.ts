import type { ModelStatus } from '../core/embedder.ts';
import type { Hit, Scope, SearchAnswer, SearchFilters } from '../core/hit.ts';
import type { Language, Localized } from '../core/language.ts';
import type { PdfDocumentInfo, PdfMatches, PdfPageImage } from '../core/pdf.ts';
import type { StoreStats } from '../core/store.ts';

export interface SearchRequest {
  readonly query: string;
  readonly language?: Language;
  readonly scope?: Scope;
  readonly limit?: number;
  readonly filters?: SearchFilters;
}

/** Hits near a thing that is in the index already (`id` of a hit); the thing itself is left out. */
export interface SimilarRequest {
  readonly id: string;
  readonly limit?: number;
  readonly language?: Language;
}

export interface ReadRequest {
  /** `id` of a hit: concept id, `paper:KEY`, `document:…`, `passage:…` or `figure:…`. */
  readonly id: string;
  readonly language?: Language;
}

export interface ReadFileRequest {
  /** Absolute path of a note, indexed or not. */
  readonly file: string;
  readonly language?: Language;
}

/** A document to be shown: Markdown of one language, and where in it the asked-for passage stands. */
export interface ReadAnswer {
  readonly id: string;
  readonly kind: 'concept' | 'paper' | 'note';
  readonly document: string;
  /** Absolute path of the file; null when the document is no file of its own (a paper). */
  readonly file: string | null;
  readonly titles: Localized;
  readonly language: Language;
  readonly languages: readonly Language[];
  readonly markdown: string;
  /** UTF-16 offsets into `markdown`. */
  readonly span: readonly [number, number] | null;
  /** Set when the document is so long that a part of it is given: UTF-16 units of the part and of the whole. */
  readonly clipped: { readonly shown: number; readonly total: number } | null;
  readonly category: string | null;
  readonly year: number | null;
  readonly papers: readonly PaperSummary[];
  readonly relations: readonly { readonly type: string; readonly id: string; readonly titles: Localized }[];
  /** Drawings of the atlas that the text shows by their address, and others of its subject, in its language. */
  readonly figures: readonly ShownFigure[];
}

export interface ShownFigure {
  /** `figure:NAME` */
  readonly id: string;
  readonly title: string;
  readonly caption: string;
  readonly svg: string;
}

export interface PaperSummary {
  readonly id: string;
  readonly title: string;
  readonly firstAuthor: string;
  readonly year: number | null;
  readonly venue: string;
  readonly arxiv: string;
  readonly doi: string;
  readonly url: string;
  readonly code: string;
}

export interface CiteRequest {
  /** Concept id (its defining paper) or `paper:KEY`. */
  readonly id: string;
}

export interface CiteAnswer {
  readonly key: string;
  readonly bibtex: string;
  readonly paper: PaperSummary;
}

export interface IndexRequest {
  /** Absolute path. */
  readonly folder: string;
}

export interface IndexProgress {
  readonly done: number;
  readonly total: number;
  readonly document: string;
}

export interface IndexAnswer {
  readonly documents: number;
  readonly passages: number;
  readonly figures: number;
  readonly embedded: number;
  readonly failed: readonly { readonly document: string; readonly error: string }[];
  /** Documents that were as before, and those taken out because their file is gone. */
  readonly unchanged: number;
  readonly removed: number;
  /** What the reader should know about the whole, such as that no vectors could be made. */
  readonly notices: readonly string[];
}

export interface PdfOpenRequest {
  /** Absolute path. */
  readonly file: string;
}

export interface PdfPageRequest extends PdfOpenRequest {
  /** From 1. */
  readonly page: number;
  /** Pixels; fewer are drawn of a page so large that it would not fit into memory. */
  readonly width: number;
}

export interface PdfFindRequest extends PdfOpenRequest {
  /** Words in any case. */
  readonly query: string;
  /** Matches at most; 500 without it. */
  readonly limit?: number;
}

export interface LibraryDocument {
  /** `document:…` */
  readonly id: string;
  /** From the library's root, `/`-separated. */
  readonly path: string;
  /** Absolute path. */
  readonly file: string;
  readonly title: string;
  /** Its name not counted. */
  readonly passages: number;
  /** The index compared with the file as it is now. `empty`: taken in, and nothing but its name was found in it. */
  readonly state: 'indexed' | 'changed' | 'gone' | 'empty';
}

export interface LibraryFolderDocuments {
  /** Absolute path. */
  readonly folder: string;
  readonly name: string;
  /** Stands before the paths of its documents. */
  readonly prefix: string;
  readonly documents: readonly LibraryDocument[];
}

export interface LibraryAnswer {
  readonly folders: readonly LibraryFolderDocuments[];
}

/** Where a document of the reader's library first mentions a concept or paper, and how often it does. */
export interface LibraryMention {
  /** Concept id, or `paper:KEY`. */
  readonly card: string;
  /** Path from the library's root. */
  readonly document: string;
  /** Absolute path. */
  readonly file: string;
  /** Of a notebook, from 0; null for other files. */
  readonly cell: number | null;
  /** From 0, in the file or the notebook's cell. */
  readonly line: number;
  /** What the place stands under; null where there are no headings. */
  readonly heading: string | null;
  /** One line of at most 200 UTF-16 units. */
  readonly excerpt: string;
  readonly count: number;
}

export interface MentionsAnswer {
  /** At most 30 documents a card, notes first, then those that mention it most. */
  readonly mentions: readonly LibraryMention[];
  /** Files that were looked through. */
  readonly files: number;
  /** What was left out; `document` is empty where a reason stands for many files. */
  readonly skipped: readonly { readonly document: string; readonly reason: string }[];
}

export interface DoctorAnswer {
  readonly version: string;
  readonly node: string;
  readonly platform: string;
  readonly models: readonly ModelStatus[];
  readonly store: { readonly atlas: StoreStats | null; readonly library: StoreStats | null };
  readonly safeMode: boolean;
  readonly problems: readonly string[];
}

/** Every request the engine answers, with what goes in and what comes out. */
export interface EngineRequests {
  readonly search: { readonly in: SearchRequest; readonly out: SearchAnswer };
  readonly similar: { readonly in: SimilarRequest; readonly out: { readonly hits: readonly Hit[] } };
  readonly read: { readonly in: ReadRequest; readonly out: ReadAnswer };
  readonly readFile: { readonly in: ReadFileRequest; readonly out: ReadAnswer };
  readonly cite: { readonly in: CiteRequest; readonly out: CiteAnswer };
  readonly index: { readonly in: IndexRequest; readonly out: IndexAnswer; readonly progress: IndexProgress };
  readonly pdfOpen: { readonly in: PdfOpenRequest; readonly out: PdfDocumentInfo };
  readonly pdfPage: { readonly in: PdfPageRequest; readonly out: PdfPageImage };
  readonly pdfFind: { readonly in: PdfFindRequest; readonly out: PdfMatches };
  readonly library: { readonly in: Record<string, never>; readonly out: LibraryAnswer };
  /** What the library's notes and code mention of the atlas. Looks at files that have changed since the last time. */
  readonly mentions: { readonly in: Record<string, never>; readonly out: MentionsAnswer };
  readonly doctor: { readonly in: Record<string, never>; readonly out: DoctorAnswer };
}

export type RequestName = keyof EngineRequests;

/** Where the engine finds its files; given once, when it is started. Absolute paths. */
export interface EngineConfiguration {
  readonly version: string;
  /** Folder of the bundled knowledge base's sources (`kb/`). */
  readonly knowledgeBase: string;
  /** Folder of the built atlas (`dist/atlas/`). */
  readonly atlas: string;
  /** The file the inference thread runs: `dist/inferenceWorker.js`, or its source in tests. */
  readonly inferenceWorker: string;
  /** The file the thread that draws PDFs runs: `dist/pdfWorker.js`, or its source in tests. */
  readonly pdfWorker: string;
  /** `pdfium.wasm`. */
  readonly pdfium: string;
  /** Folders that hold models, first match wins. */
  readonly models: readonly string[];
  /** Folder of the reader's library index; null: no library. */
  readonly library: string | null;
  readonly provider: 'auto' | 'cuda' | 'directml' | 'coreml' | 'webgpu' | 'cpu';
  /** 0: the engine decides. */
  readonly threads: number;
  /** No native module is loaded; keyword search, reading and citing go on. */
  readonly safeMode: boolean;
}
