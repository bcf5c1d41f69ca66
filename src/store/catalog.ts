import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { PassageRole } from '../core/document.ts';
import type { StoreFilter } from '../core/store.ts';
import type { DocumentTable } from './documentTable.ts';
import { FilteredPassages } from './filteredPassages.ts';
import type { VectorTable } from './vectorTable.ts';

export interface CatalogPassage {
  readonly passage: number;
  readonly document: number;
  readonly role: PassageRole;
  /** Number of its vector; 0 while it waits for one. */
  vector: number;
  /** What it waits for; null once it has its vector. */
  hash: string | null;
}

/** Hears which vectors begin and cease to have passages. */
export interface VectorListener {
  appeared(vector: number): void;
  gone(vector: number): void;
}

/** Filters whose passages are remembered; a search asks the same few again and again. */
const MAX_FILTERS = 32;

/** In memory: which passages there are, with what filters ask for and the number of each one's vector. */
export class Catalog {
  readonly #documents: DocumentTable;
  readonly #vectors: VectorTable | null;
  readonly #ofDocument: StatementSync;
  readonly #passages = new Map<number, CatalogPassage>();
  readonly #byDocument = new Map<number, CatalogPassage[]>();
  readonly #byVector = new Map<number, CatalogPassage[]>();
  /** Passages that have no vector, by hash. */
  readonly #waiting = new Map<string, CatalogPassage[]>();
  readonly #filtered = new Map<string, FilteredPassages>();
  #lastVector = 0;
  #listener: VectorListener | null = null;

  constructor(database: DatabaseSync, documents: DocumentTable, vectors: VectorTable | null) {
    this.#documents = documents;
    this.#vectors = vectors;
    this.#ofDocument = database.prepare('SELECT id, role, hash FROM passages WHERE document = ? ORDER BY id');
    for (const [number] of documents.entries()) this.add(number);
    this.vectorsAdded();
  }

  listen(listener: VectorListener): void {
    this.#listener = listener;
  }

  get(passage: number): CatalogPassage | undefined {
    return this.#passages.get(passage);
  }

  /** Numbers of the vectors that passages have. */
  vectors(): IterableIterator<number> {
    return this.#byVector.keys();
  }

  get vectorCount(): number {
    return this.#byVector.size;
  }

  passagesWith(vector: number): readonly CatalogPassage[] {
    return this.#byVector.get(vector) ?? [];
  }

  /** Takes a document's passages over from the database. They wait for their vectors until `vectorsAdded`. */
  add(document: number): void {
    this.#filtered.clear();
    const added = this.#ofDocument.all(document).map((row) => {
      const hash = row['hash'] as string;
      const passage: CatalogPassage = {
        passage: row['id'] as number,
        document,
        role: row['role'] as PassageRole,
        vector: 0,
        hash,
      };
      this.#passages.set(passage.passage, passage);
      const vector = this.#lastVector > 0 ? (this.#vectors?.numberOf(hash) ?? 0) : 0;
      if (vector > 0 && vector <= this.#lastVector) this.#attach(passage, vector);
      else push(this.#waiting, hash, passage);
      return passage;
    });
    this.#byDocument.set(document, added);
  }

  remove(document: number): void {
    this.#filtered.clear();
    for (const passage of this.#byDocument.get(document) ?? []) {
      this.#passages.delete(passage.passage);
      if (passage.hash === null) this.#detach(passage);
      else drop(this.#waiting, passage.hash, passage);
    }
    this.#byDocument.delete(document);
  }

  /** Gives the vectors stored since to the passages that waited for them. */
  vectorsAdded(): void {
    if (!this.#vectors) return;
    this.#filtered.clear();
    for (const [number, hash] of this.#vectors.since(this.#lastVector)) {
      this.#lastVector = number;
      const waiting = this.#waiting.get(hash);
      if (!waiting) continue;
      this.#waiting.delete(hash);
      for (const passage of waiting) this.#attach(passage, number);
    }
  }

  filtered(filter: StoreFilter): FilteredPassages {
    const key = JSON.stringify(filter);
    let filtered = this.#filtered.get(key);
    if (!filtered) {
      if (this.#filtered.size >= MAX_FILTERS) this.#filtered.clear();
      filtered = new FilteredPassages(filter, this.#documents, () => this.#passages.values());
      this.#filtered.set(key, filtered);
    }
    return filtered;
  }

  #attach(passage: CatalogPassage, vector: number): void {
    passage.vector = vector;
    passage.hash = null;
    if (push(this.#byVector, vector, passage)) this.#listener?.appeared(vector);
  }

  #detach(passage: CatalogPassage): void {
    if (drop(this.#byVector, passage.vector, passage)) this.#listener?.gone(passage.vector);
  }
}

/** True when it is the first value of its key. */
function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): boolean {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
  return !values;
}

/** True when it was the last value of its key. */
function drop<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): boolean {
  const left = map.get(key)?.filter((other) => other !== value) ?? [];
  if (left.length > 0) map.set(key, left);
  else map.delete(key);
  return left.length === 0;
}
