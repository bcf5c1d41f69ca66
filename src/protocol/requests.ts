import type { ModelStatus } from '../core/embedder.ts';
import type { Hit, Scope, SearchAnswer, SearchFilters } from '../core/hit.ts';
import type { Language, Localized } from '../core/language.ts';
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
  readonly cite: { readonly in: CiteRequest; readonly out: CiteAnswer };
  readonly index: { readonly in: IndexRequest; readonly out: IndexAnswer; readonly progress: IndexProgress };
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
