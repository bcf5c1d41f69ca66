import { rmSync } from 'node:fs';
import type { Figure, IngestedDocument } from '../core/document.ts';
import { AtlasError } from '../core/errors.ts';
import type {
  DocumentRecord,
  PassageRecord,
  ScoredPassage,
  Store,
  StoreFilter,
  StoreStats,
} from '../core/store.ts';
import type { Library } from './library.ts';
import { acquireLock, openLibrary, openWritable, startOver, type OpenedLibrary } from './openLibrary.ts';
import { damagedError, storeError } from './storeError.ts';
import { libraryFiles, type StoreOptions } from './storeOptions.ts';
import { WriterLock } from './writerLock.ts';

/**
 * A library in one SQLite file. Calls are done one after the other, at once, on the caller's thread. A damaged file
 * is set aside as soon as it shows; the store then goes on empty and says so in its notices.
 */
export class SqliteStore implements Store {
  readonly #options: StoreOptions;
  readonly #notices: string[];
  #library: Library;
  #lock: WriterLock | null;
  #refusal: AtlasError | null;
  #closed = false;

  private constructor(options: StoreOptions, opened: OpenedLibrary) {
    this.#options = options;
    this.#notices = [...opened.notices];
    this.#library = opened.library;
    this.#lock = opened.lock;
    this.#refusal = opened.refusal;
    setImmediate(() => this.#startGraph());
  }

  static async open(options: StoreOptions): Promise<SqliteStore> {
    return new SqliteStore(options, await openLibrary(options));
  }

  async stats(): Promise<StoreStats> {
    const stats = this.#run((library) => library.stats());
    return { ...stats, readOnly: this.#refusal !== null, notices: [...this.#notices] };
  }

  async documents(): Promise<readonly DocumentRecord[]> {
    return this.#run((library) => library.documents());
  }

  async figures(documentId: string): Promise<readonly Figure[]> {
    return this.#run((library) => library.figures(documentId));
  }

  async missingVectors(hashes: readonly string[]): Promise<ReadonlySet<string>> {
    return this.#run((library) => library.missingVectors(hashes));
  }

  async replaceDocument(
    document: IngestedDocument,
    vectors: ReadonlyMap<string, Float32Array>,
  ): Promise<void> {
    this.#write((library) => library.replaceDocument(document, vectors));
  }

  async renameDocument(from: string, to: string): Promise<void> {
    this.#write((library) => library.renameDocument(from, to));
  }

  async removeDocument(path: string): Promise<boolean> {
    return this.#write((library) => library.removeDocument(path));
  }

  async fullText(text: string, limit: number, filter?: StoreFilter): Promise<readonly ScoredPassage[]> {
    return this.#run((library) => library.fullText(text, limit, filter));
  }

  async nearest(
    vector: Float32Array,
    limit: number,
    filter?: StoreFilter,
  ): Promise<readonly ScoredPassage[]> {
    return this.#run((library) => library.nearest(vector, limit, filter));
  }

  async passages(numbers: readonly number[]): Promise<readonly PassageRecord[]> {
    return this.#run((library) => library.passages(numbers));
  }

  async passageById(id: string): Promise<PassageRecord | null> {
    return this.#run((library) => library.passageById(id));
  }

  async passagesOf(documentId: string): Promise<readonly PassageRecord[]> {
    return this.#run((library) => library.passagesOf(documentId));
  }

  async passageCounts(): Promise<ReadonlyMap<string, number>> {
    return this.#run((library) => library.passageCounts());
  }

  async vectorOf(passage: number): Promise<Float32Array | null> {
    return this.#run((library) => library.vectorOf(passage));
  }

  /** Resolves when the graph holds everything and is written, or when there is to be none. */
  async settle(): Promise<void> {
    await this.#run((library) => library.startGraph())?.settle();
  }

  /** Deletes vectors that no passage has and gives their room back. */
  async compact(): Promise<void> {
    this.#write((library) => library.compact());
  }

  /** Makes the library ready to be shipped and opened immutable, its graph with it, and closes it. */
  async finalise(): Promise<void> {
    await this.settle();
    this.#write((library) => library.finalise());
    await this.close();
    rmSync(libraryFiles(this.#options.file).lock, { force: true });
  }

  /** Ends what is under way in the background; closing twice is no fault. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#library.close();
    this.#lock?.release();
  }

  #run<Result>(read: (library: Library) => Result): Result {
    if (this.#closed)
      throw new AtlasError('ATLAS-INTERNAL', `${this.#options.file} has been closed.`, this.#options.file);
    try {
      return read(this.#library);
    } catch (thrown) {
      const error = storeError(thrown, this.#options.file);
      throw error.code === 'ATLAS-STORE-DAMAGED' && this.#lock ? this.#startOver(error) : error;
    }
  }

  #write<Result>(write: (library: Library) => Result): Result {
    if (this.#refusal && !this.#closed) this.#takeOver(this.#refusal);
    return this.#run(write);
  }

  /** The process that was writing may have ended; its right to write is free then. */
  #takeOver(refusal: AtlasError): void {
    if (refusal.code !== 'ATLAS-STORE-LOCKED') throw refusal;
    const lock = acquireLock(this.#options.file);
    if (!(lock instanceof WriterLock)) throw lock;
    try {
      const { library, notices } = openWritable(this.#options);
      this.#library.abandon();
      this.#become(library, notices);
      this.#lock = lock;
      this.#refusal = null;
    } catch (thrown) {
      lock.release();
      throw storeError(thrown, this.#options.file);
    }
  }

  /** @returns what to tell about the call that met the damage */
  #startOver(damage: AtlasError): AtlasError {
    const { file } = this.#options;
    try {
      this.#library.abandon();
      const { library, notices } = startOver(this.#options, 'damaged');
      this.#become(library, notices);
      return new AtlasError('ATLAS-STORE-DAMAGED', notices[0] ?? damage.message, file, damage);
    } catch (thrown) {
      return damagedError(file, storeError(thrown, file).message, damage);
    }
  }

  #become(library: Library, notices: readonly string[]): void {
    this.#library = library;
    this.#notices.push(...notices);
    setImmediate(() => this.#startGraph());
  }

  #startGraph(): void {
    if (this.#closed || !this.#options.native) return;
    try {
      this.#run((library) => library.startGraph());
    } catch {
      // The call that meets the same fault next tells of it.
    }
  }
}

/** Opens or makes a library. Rejects with AtlasError. */
export const openStore = (options: StoreOptions): Promise<SqliteStore> => SqliteStore.open(options);
