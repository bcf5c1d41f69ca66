import type {
  DocumentKind,
  DocumentName,
  Figure,
  IngestedDocument,
  Passage,
  PassageRole,
} from './document.ts';
import type { Localized } from './language.ts';

export interface DocumentRecord {
  readonly id: string;
  readonly path: string;
  readonly kind: DocumentKind;
  readonly contentHash: string;
  readonly titles: Localized;
  readonly names: readonly DocumentName[];
  readonly category: string | null;
  readonly year: number | null;
  readonly paper: string | null;
  readonly concepts: readonly string[];
}

export interface PassageRecord extends Passage {
  /** Number of the passage in its store. */
  readonly id: number;
  /** `passage:…`, stable while the content stays the same. */
  readonly passageId: string;
  readonly document: DocumentRecord;
}

/** Every given field must hold; an absent field allows everything. */
export interface StoreFilter {
  readonly kinds?: readonly DocumentKind[];
  readonly roles?: readonly PassageRole[];
  readonly categories?: readonly string[];
  /** Inclusive. */
  readonly years?: readonly [number, number];
}

/** A passage (its number in the store) with a score: larger is better. */
export interface ScoredPassage {
  readonly passage: number;
  readonly score: number;
}

export interface StoreStats {
  readonly documents: number;
  readonly passages: number;
  readonly figures: number;
  readonly vectors: number;
  readonly bytes: number;
  /** What answers nearest-neighbour questions at this moment. */
  readonly neighbours: 'graph' | 'scan' | 'none';
  readonly modelId: string | null;
  readonly schemaVersion: number;
  readonly readOnly: boolean;
  /** What was rebuilt or set aside when the store was opened; shown to the reader once. */
  readonly notices: readonly string[];
}

/**
 * A library's index. Everything above `store/` knows this interface alone; any implementation passes the
 * conformance test. Methods reject with `AtlasError`; a rejected write leaves the library as it was.
 */
export interface Store {
  stats(): Promise<StoreStats>;
  documents(): Promise<readonly DocumentRecord[]>;
  figures(documentId: string): Promise<readonly Figure[]>;
  /** Those of the given passage hashes that have no vector yet. */
  missingVectors(hashes: readonly string[]): Promise<ReadonlySet<string>>;
  /**
   * Puts a document in the place of the one with the same path, in one transaction. `vectors` holds the vectors
   * (unit length) of those passages that had none, by hash. A missing vector leaves the passage to full text.
   */
  replaceDocument(document: IngestedDocument, vectors: ReadonlyMap<string, Float32Array>): Promise<void>;
  renameDocument(from: string, to: string): Promise<void>;
  /** False when there was none. */
  removeDocument(path: string): Promise<boolean>;
  /** BM25 over passages; Han text as bigrams; terms are joined by OR; any text is allowed. */
  fullText(text: string, limit: number, filter?: StoreFilter): Promise<readonly ScoredPassage[]>;
  /** Cosine similarity with a unit vector, best first. */
  nearest(vector: Float32Array, limit: number, filter?: StoreFilter): Promise<readonly ScoredPassage[]>;
  /** In the order asked for; numbers that are gone are left out. */
  passages(numbers: readonly number[]): Promise<readonly PassageRecord[]>;
  /** The passage with this `passage:…` id, or the caption of the figure with this `figure:…` id; null: none. */
  passageById(id: string): Promise<PassageRecord | null>;
  /** All passages of a document, in its order. */
  passagesOf(documentId: string): Promise<readonly PassageRecord[]>;
  /** How many passages a document has besides its names, by document id; one that has none is left out. */
  passageCounts(): Promise<ReadonlyMap<string, number>>;
  /** The stored vector of a passage, or null. */
  vectorOf(passage: number): Promise<Float32Array | null>;
  /** Resolves when what makes `nearest` fast is complete and kept; answers are right before that, only slower. */
  settle(): Promise<void>;
  close(): Promise<void>;
}
