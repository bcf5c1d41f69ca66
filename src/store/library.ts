import { statSync } from 'node:fs';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Figure, IngestedDocument } from '../core/document.ts';
import { AtlasError } from '../core/errors.ts';
import type { DocumentRecord, PassageRecord, ScoredPassage, StoreFilter, StoreStats } from '../core/store.ts';
import { Catalog } from './catalog.ts';
import { DocumentTable } from './documentTable.ts';
import { allowsAll } from './filterDocuments.ts';
import { FullTextTable } from './fullTextTable.ts';
import { GraphFile } from './graphFile.ts';
import { GraphKeeper } from './graphKeeper.ts';
import type { Hnswlib } from './hnswlib.ts';
import { Neighbours } from './neighbours.ts';
import { PassageTable } from './passageTable.ts';
import { SCHEMA_VERSION } from './schema.ts';
import type { LibraryFiles } from './storeOptions.ts';
import { VectorTable } from './vectorTable.ts';

export interface LibraryOptions {
  readonly database: DatabaseSync;
  readonly files: LibraryFiles;
  readonly modelId: string | null;
  readonly dimensions: number;
  readonly writable: boolean;
  /** Nobody writes it, in this process or another. */
  readonly immutable: boolean;
  readonly hnswlib: Hnswlib | null;
  readonly graphFrom: number;
}

export type LibraryStats = Omit<StoreStats, 'notices' | 'readOnly'>;

const bytesOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/**
 * A library over one open database. Everything here is done at once and throws what SQLite throws; a write that
 * throws has changed nothing, on the disk or in memory.
 */
export class Library {
  readonly #options: LibraryOptions;
  readonly #database: DatabaseSync;
  readonly #documents: DocumentTable;
  readonly #passages: PassageTable;
  readonly #vectors: VectorTable | null;
  readonly #passageText: FullTextTable;
  readonly #dataVersion: StatementSync;
  #seenVersion: unknown;
  #catalog: Catalog | null = null;
  #neighbours: Neighbours | null = null;
  #keeper: GraphKeeper | null = null;

  constructor(options: LibraryOptions) {
    const { database, modelId, dimensions } = options;
    this.#options = options;
    this.#database = database;
    this.#dataVersion = database.prepare('PRAGMA data_version');
    this.#seenVersion = this.#currentVersion();
    this.#documents = new DocumentTable(database);
    this.#passages = new PassageTable(database, (number) => this.#documents.get(number));
    this.#vectors = modelId === null ? null : new VectorTable(database, modelId, dimensions);
    this.#passageText = new FullTextTable(database);
  }

  stats(): LibraryStats {
    this.#refresh();
    const count = (table: string): number =>
      this.#database.prepare(`SELECT count(*) AS count FROM ${table}`).get()?.['count'] as number;
    const vectors = this.#vectors?.count() ?? 0;
    const { database, graph } = this.#options.files;
    return {
      documents: this.#documents.count,
      passages: this.#passages.count(),
      figures: count('figures'),
      vectors,
      bytes: bytesOf(database) + bytesOf(`${database}-wal`) + bytesOf(graph),
      neighbours: vectors === 0 ? 'none' : (this.#openNeighbours()?.kind ?? 'none'),
      modelId: this.#options.modelId,
      schemaVersion: SCHEMA_VERSION,
    };
  }

  documents(): DocumentRecord[] {
    this.#refresh();
    return this.#documents.all();
  }

  figures(documentId: string): Figure[] {
    this.#refresh();
    const number = this.#documents.numberOf(documentId);
    return number === undefined ? [] : this.#documents.figuresOf(number);
  }

  missingVectors(hashes: readonly string[]): Set<string> {
    const table = this.#vectors;
    return new Set(hashes.filter((hash) => !table || table.numberOf(hash) === null));
  }

  replaceDocument(document: IngestedDocument, vectors: ReadonlyMap<string, Float32Array>): void {
    const replaced = new Set([
      this.#documents.numberAt(document.path),
      this.#documents.numberOf(document.id),
    ]);
    replaced.delete(undefined);
    const gone = [...replaced] as number[];
    const number = this.#transaction(() => {
      gone.forEach((old) => this.#deleteRows(old));
      return this.#insertRows(document, vectors);
    });
    this.#changed(gone, number);
  }

  renameDocument(from: string, to: string): void {
    const number = this.#documents.numberAt(from);
    if (number === undefined) {
      throw new AtlasError(
        'ATLAS-NOT-FOUND',
        `${from} is not in the library, so it cannot be renamed to ${to}.`,
        from,
      );
    }
    if (from === to) return;
    const target = this.#documents.numberAt(to);
    this.#transaction(() => {
      if (target !== undefined) this.#deleteRows(target);
      this.#documents.setPath(number, to);
    });
    this.#changed(target === undefined ? [] : [target]);
    this.#documents.load(number);
  }

  removeDocument(path: string): boolean {
    const number = this.#documents.numberAt(path);
    if (number === undefined) return false;
    this.#transaction(() => this.#deleteRows(number));
    this.#changed([number]);
    return true;
  }

  fullText(text: string, limit: number, filter?: StoreFilter): ScoredPassage[] {
    this.#refresh();
    if (limit <= 0) return [];
    if (allowsAll(filter))
      return this.#passageText.search(text, limit).map(({ row, score }) => ({ passage: row, score }));
    const catalog = this.#openCatalog();
    const filtered = catalog.filtered(filter ?? {});
    const found = this.#passageText.search(text, limit, (row) => {
      const passage = catalog.get(row);
      return passage !== undefined && filtered.passes(passage);
    });
    return found.map(({ row, score }) => ({ passage: row, score }));
  }

  nearest(vector: Float32Array, limit: number, filter?: StoreFilter): ScoredPassage[] {
    this.#refresh();
    const neighbours = this.#openNeighbours();
    if (!neighbours || !this.#vectors || limit <= 0) return [];
    if (vector.length !== this.#vectors.dimensions || !vector.every(Number.isFinite)) {
      throw new AtlasError(
        'ATLAS-INTERNAL',
        `A question's vector has not the ${this.#vectors.dimensions} numbers of this library's model.`,
      );
    }
    return neighbours.search(vector, limit, filter);
  }

  passages(numbers: readonly number[]): PassageRecord[] {
    this.#refresh();
    return numbers.flatMap((number) => this.#passages.get(number) ?? []);
  }

  passageById(id: string): PassageRecord | null {
    this.#refresh();
    return this.#passages.byId(id);
  }

  passagesOf(documentId: string): PassageRecord[] {
    this.#refresh();
    const number = this.#documents.numberOf(documentId);
    return number === undefined ? [] : this.#passages.ofDocument(number);
  }

  passageCounts(): Map<string, number> {
    this.#refresh();
    const counts = new Map<string, number>();
    for (const [number, count] of this.#passages.countsByDocument()) {
      const document = this.#documents.get(number);
      if (document) counts.set(document.id, count);
    }
    return counts;
  }

  vectorOf(passage: number): Float32Array | null {
    this.#refresh();
    const hash = this.#passages.get(passage)?.hash;
    return hash === undefined ? null : (this.#vectors?.ofHash(hash) ?? null);
  }

  /** Deletes vectors that no passage has, and gives the room back to the disk. */
  compact(): void {
    this.#transaction(() =>
      this.#database.exec(`
        DELETE FROM vectors WHERE hash NOT IN (SELECT hash FROM passages);
        DELETE FROM vector_data WHERE number NOT IN (SELECT number FROM vectors);
      `),
    );
    this.#database.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)');
  }

  /** Makes the file ready to be shipped: full text merged, no room left over, readable where nothing may be written. */
  finalise(): void {
    this.#database.exec(`
      INSERT INTO passage_text (passage_text) VALUES ('optimize');
      PRAGMA wal_checkpoint(TRUNCATE); VACUUM; PRAGMA journal_mode = DELETE;
    `);
  }

  /** Reads or builds the graph, if this library is to have one. */
  startGraph(): GraphKeeper | null {
    this.#openNeighbours();
    this.#keeper?.start();
    return this.#keeper;
  }

  async close(): Promise<void> {
    await this.#keeper?.stop();
    if (this.#database.isOpen) this.#database.close();
  }

  /** Closes at once, whatever is under way in the background. */
  abandon(): void {
    void this.#keeper?.stop();
    if (this.#database.isOpen) this.#database.close();
  }

  #insertRows(document: IngestedDocument, vectors: ReadonlyMap<string, Float32Array>): number {
    const number = this.#documents.insert(document);
    const passages = this.#passages.insert(number, document);
    document.passages.forEach((passage, index) => {
      this.#passageText.insert(passages[index] ?? 0, passage.embeddedText);
      const vector = vectors.get(passage.hash);
      if (vector) this.#vectors?.insert(passage.hash, vector);
    });
    return number;
  }

  #deleteRows(document: number): void {
    this.#passages.numbersOf(document).forEach((passage) => this.#passageText.delete(passage));
    this.#passages.deleteAll(document);
    this.#documents.delete(document);
  }

  #transaction<Result>(write: () => Result): Result {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const result = write();
      this.#database.exec('COMMIT');
      return result;
    } catch (thrown) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw thrown;
    }
  }

  /** Memory follows a transaction that is committed. */
  #changed(removed: readonly number[], added?: number): void {
    this.#passageText.changed();
    for (const number of removed) {
      this.#documents.forget(number);
      this.#catalog?.remove(number);
    }
    if (added === undefined) return;
    this.#documents.load(added);
    this.#catalog?.add(added);
    this.#catalog?.vectorsAdded();
  }

  /** Takes over what another process has written since. */
  #refresh(): void {
    if (this.#options.writable || this.#options.immutable) return;
    const version = this.#currentVersion();
    if (version === this.#seenVersion) return;
    this.#seenVersion = version;
    this.#database.exec('BEGIN');
    try {
      const { added, removed } = this.#documents.refresh();
      this.#passageText.changed();
      removed.forEach((number) => this.#catalog?.remove(number));
      added.forEach((number) => this.#catalog?.add(number));
      this.#catalog?.vectorsAdded();
    } finally {
      this.#database.exec('COMMIT');
    }
  }

  #currentVersion(): unknown {
    return this.#dataVersion.get()?.['data_version'];
  }

  #openCatalog(): Catalog {
    this.#catalog ??= new Catalog(this.#database, this.#documents, this.#vectors);
    return this.#catalog;
  }

  #openNeighbours(): Neighbours | null {
    const vectors = this.#vectors;
    if (!vectors) return null;
    if (!this.#neighbours) {
      const catalog = this.#openCatalog();
      const { hnswlib, files, modelId, writable, graphFrom } = this.#options;
      if (hnswlib && modelId !== null) {
        const file = new GraphFile(files, modelId, vectors);
        this.#keeper = new GraphKeeper({ hnswlib, catalog, vectors, file, writable, from: graphFrom });
      }
      this.#neighbours = new Neighbours(catalog, vectors, this.#keeper);
    }
    return this.#neighbours;
  }
}
