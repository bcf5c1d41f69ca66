import { join } from 'node:path';
import { noteDocument } from '../../content/noteDocument.ts';
import type { IngestedDocument } from '../../core/document.ts';
import type { TextEmbedder } from '../../core/embedder.ts';
import { AtlasError } from '../../core/errors.ts';
import type { Store } from '../../core/store.ts';
import type { IndexAnswer, IndexProgress } from '../../protocol/requests.ts';
import { findNotes, type FoundNotes } from './findNotes.ts';
import type { FolderToIndex } from './libraryFolders.ts';
import { readText } from './readText.ts';
import { VectorMaker } from './vectorMaker.ts';

/** Documents worked on at a time, so that the embedder does not wait for files and the store. */
const AT_A_TIME = 4;

/** With these the next file fares no better, or the reader has asked to stop. */
const ENDS_ALL: ReadonlySet<string> = new Set([
  'ATLAS-CANCELLED',
  'ATLAS-DISK-FULL',
  'ATLAS-STORE-LOCKED',
  'ATLAS-STORE-READ-ONLY',
  'ATLAS-STORE-DAMAGED',
]);

export interface IndexNotesOptions {
  readonly store: Store;
  /** Null: keyword search only; a later run with an embedder makes the vectors. */
  readonly embedder: TextEmbedder | null;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: IndexProgress) => void;
  /** Documents were written since the last call. */
  readonly onChange: () => void;
}

/** One run over a folder. */
class IndexRun {
  readonly #target: FolderToIndex;
  readonly #options: IndexNotesOptions;
  readonly #vectors: VectorMaker | null;
  readonly #failed: { document: string; error: string }[] = [];
  readonly #counts = { documents: 0, passages: 0, figures: 0, unchanged: 0, removed: 0 };

  constructor(target: FolderToIndex, options: IndexNotesOptions) {
    this.#target = target;
    this.#options = options;
    this.#vectors = options.embedder && new VectorMaker(options.store, options.embedder, options.signal);
  }

  async run(): Promise<Omit<IndexAnswer, 'notices'>> {
    const { root, start, known } = this.#target;
    const apart = known.map(({ folder }) => folder).filter((folder) => folder !== start);
    const found = await findNotes(root.folder, start, apart, this.#options.signal);
    const failed = found.failed.map(({ path, error }) => ({ document: root.prefix + path, error }));
    this.#failed.push(...failed);
    const documents = await this.#options.store.documents();
    const hashes = new Map(documents.map(({ path, contentHash }) => [path, contentHash]));
    await this.#takeAll(found.notes, hashes);
    await this.#removeGone(
      documents.map(({ path }) => path),
      found,
    );
    return { ...this.#counts, embedded: this.#vectors?.made ?? 0, failed: this.#failed };
  }

  async #takeAll(notes: readonly string[], hashes: ReadonlyMap<string, string>): Promise<void> {
    const waiting = [...notes].reverse();
    let done = 0;
    const worker = async (): Promise<void> => {
      for (let note = waiting.pop(); note !== undefined; note = waiting.pop()) {
        const path = this.#target.root.prefix + note;
        this.#options.onProgress({ done, total: notes.length, document: path });
        try {
          if (this.#options.signal.aborted)
            throw new AtlasError('ATLAS-CANCELLED', 'Indexing was cancelled.');
          await this.#take(note, path, hashes.get(path));
        } catch (thrown) {
          const error = AtlasError.from(thrown, path);
          if (ENDS_ALL.has(error.code)) {
            waiting.length = 0;
            throw error;
          }
          this.#failed.push({ document: path, error: error.message });
        }
        done += 1;
      }
    };
    const results = await Promise.allSettled(Array.from({ length: AT_A_TIME }, worker));
    const failure = results.find((result) => result.status === 'rejected');
    if (failure) throw failure.reason;
    const last = notes.at(-1);
    if (last !== undefined) {
      this.#options.onProgress({ done, total: notes.length, document: this.#target.root.prefix + last });
    }
  }

  async #take(note: string, path: string, formerHash: string | undefined): Promise<void> {
    const document = noteDocument(await readText(join(this.#target.root.folder, note)), path);
    const same = document.contentHash === formerHash;
    const vectors = await this.#vectorsOf(document);
    if (same && vectors.size === 0) this.#counts.unchanged += 1;
    else {
      await this.#options.store.replaceDocument(document, vectors);
      this.#vectors?.stored(vectors);
      this.#options.onChange();
    }
    this.#counts.documents += 1;
    this.#counts.passages += document.passages.length;
    this.#counts.figures += document.figures.length;
  }

  /** A document whose vectors cannot be made is found by keyword at least, and named in the report. */
  async #vectorsOf(document: IngestedDocument): Promise<ReadonlyMap<string, Float32Array>> {
    if (!this.#vectors) return new Map();
    try {
      return await this.#vectors.vectorsFor(document.passages);
    } catch (thrown) {
      const error = AtlasError.from(thrown, document.path);
      if (ENDS_ALL.has(error.code)) throw error;
      const message = `Indexed for keyword search only: ${error.message}`;
      this.#failed.push({ document: document.path, error: message });
      return new Map();
    }
  }

  /** Takes out what stands in the index and not in the folder any more; what could not be looked at stays. */
  async #removeGone(indexed: readonly string[], found: FoundNotes): Promise<void> {
    const { root, start } = this.#target;
    const there = new Set(found.notes.map((note) => root.prefix + note));
    const below = root.prefix + pathBelow(root.folder, start);
    const unknown = found.failed.map(({ path }) => root.prefix + path);
    for (const path of indexed) {
      const ours = path.startsWith(below) && (root.prefix !== '' || !path.startsWith('../'));
      const unseen = unknown.some((place) => path === place || path.startsWith(`${place}/`));
      if (!ours || unseen || there.has(path)) continue;
      if (await this.#options.store.removeDocument(path)) this.#counts.removed += 1;
      this.#options.onChange();
    }
  }
}

/** `''` for the folder itself, else the way down to it with a slash at its end. */
function pathBelow(folder: string, start: string): string {
  if (folder === start) return '';
  return `${start.slice(folder.length).split(/[\\/]/).filter(Boolean).join('/')}/`;
}

/**
 * Brings the index up to date with a folder: new and changed notes are taken in, a moved one keeps its vectors (they
 * belong to the text), what is gone is taken out. One note that fails does not stop the others. Each note is written
 * whole or not at all, so a run that was cancelled or killed goes on where it was.
 * @throws AtlasError `ATLAS-FILE` (the folder), `ATLAS-CANCELLED`, `ATLAS-DISK-FULL`, `ATLAS-STORE-…`
 */
export const indexNotes = (
  target: FolderToIndex,
  options: IndexNotesOptions,
): Promise<Omit<IndexAnswer, 'notices'>> => new IndexRun(target, options).run();
