import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import type { AtlasError } from '../core/errors.ts';
import { loadHnswlib } from './hnswlib.ts';
import { Library } from './library.ts';
import { openForReading, openForWriting } from './openDatabase.ts';
import { getMeta, setMeta } from './schema.ts';
import { setAside } from './setAside.ts';
import { lockedError, readOnlyError, storeError } from './storeError.ts';
import { libraryFiles, type StoreOptions } from './storeOptions.ts';
import { WriterLock } from './writerLock.ts';

const DEFAULT_GRAPH_FROM = 2000;
const FIRST_WRITER_TRIES = 20;
const FIRST_WRITER_WAIT_MS = 100;

export interface OpenedLibrary {
  readonly library: Library;
  /** Held as long as the library is written to. */
  readonly lock: WriterLock | null;
  /** Why nothing can be written; null: it can. */
  readonly refusal: AtlasError | null;
  readonly notices: readonly string[];
}

interface Model {
  readonly modelId: string | null;
  readonly dimensions: number;
}

function modelOf(database: DatabaseSync, options: StoreOptions): Model {
  const stored = { modelId: getMeta(database, 'model'), dimensions: Number(getMeta(database, 'dimensions')) };
  return options.modelId === null ? stored : { modelId: options.modelId, dimensions: options.dimensions };
}

/** Notes the model in the library; tells when that leaves its vectors behind. */
function adoptModel(database: DatabaseSync, { modelId, dimensions }: Model, file: string): string[] {
  const known = getMeta(database, 'model');
  if (modelId === null || (known === modelId && Number(getMeta(database, 'dimensions')) === dimensions))
    return [];
  setMeta(database, 'model', modelId);
  setMeta(database, 'dimensions', String(dimensions));
  if (known === null) return [];
  return [
    `${file} was indexed with the model ${known}. Its documents are embedded again with ${modelId}; keyword search goes on.`,
  ];
}

function libraryOver(
  database: DatabaseSync,
  options: StoreOptions,
  model: Model,
  writable: boolean,
): Library {
  return new Library({
    ...model,
    database,
    writable,
    immutable: options.mode === 'immutable',
    files: libraryFiles(options.file),
    hnswlib: options.native ? loadHnswlib() : null,
    graphFrom: options.graphFrom ?? DEFAULT_GRAPH_FROM,
  });
}

interface WritableLibrary {
  readonly library: Library;
  readonly notices: readonly string[];
}

function openAsItIs(options: StoreOptions): WritableLibrary {
  const { file } = options;
  const database = openForWriting(file, options.version);
  try {
    if (options.maxPages !== undefined) database.exec(`PRAGMA max_page_count = ${options.maxPages}`);
    const model = modelOf(database, options);
    const notices = adoptModel(database, model, file);
    return { library: libraryOver(database, options, model, true), notices };
  } catch (thrown) {
    database.close();
    throw storeError(thrown, file);
  }
}

/** Sets a library aside that cannot be used for this reason, and begins a new one. */
export function startOver(options: StoreOptions, reason: 'damaged' | 'old'): WritableLibrary {
  const { file } = options;
  const copy = setAside(file, reason);
  const what = reason === 'old' ? 'had the index format of another version' : 'was damaged';
  const { library, notices } = openAsItIs(options);
  return {
    library,
    notices: [`${file} ${what}. It is kept as ${copy}; the library is indexed again.`, ...notices],
  };
}

/** With the writer's lock held. A damaged file, or one of another format, is set aside. Throws AtlasError. */
export function openWritable(options: StoreOptions): WritableLibrary {
  const { file } = options;
  const wasEmptied = existsSync(file) && statSync(file).size === 0;
  try {
    const { library, notices } = openAsItIs(options);
    const notice = `${file} was empty. The library is indexed again.`;
    return { library, notices: wasEmptied ? [notice, ...notices] : notices };
  } catch (thrown) {
    const error = storeError(thrown, file);
    if (error.code === 'ATLAS-STORE-VERSION') return startOver(options, 'old');
    if (error.code === 'ATLAS-STORE-DAMAGED') return startOver(options, 'damaged');
    throw error;
  }
}

function openReadable(options: StoreOptions): Library {
  const database = openForReading(options.file, options.mode === 'immutable');
  try {
    return libraryOver(database, options, modelOf(database, options), false);
  } catch (thrown) {
    database.close();
    throw storeError(thrown, options.file);
  }
}

/** The lock, or why there is none. */
export function acquireLock(file: string): WriterLock | AtlasError {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const lock = WriterLock.acquire(libraryFiles(file).lock);
    return lock === 'locked' ? lockedError(file) : lock;
  } catch (thrown) {
    return readOnlyError(file, thrown);
  }
}

/** Reads beside the process that writes; waits a little when that has only just begun to make the file. */
async function openBesideWriter(options: StoreOptions): Promise<Library> {
  for (let attempt = 1; ; attempt++) {
    try {
      return openReadable(options);
    } catch (thrown) {
      if (attempt === FIRST_WRITER_TRIES) throw thrown;
      await wait(FIRST_WRITER_WAIT_MS);
    }
  }
}

export async function openLibrary(options: StoreOptions): Promise<OpenedLibrary> {
  const { file } = options;
  if (options.mode !== 'write') {
    return { library: openReadable(options), lock: null, refusal: readOnlyError(file), notices: [] };
  }
  const lock = acquireLock(file);
  if (!(lock instanceof WriterLock)) {
    if (lock.code === 'ATLAS-STORE-LOCKED') {
      return { library: await openBesideWriter(options), lock: null, refusal: lock, notices: [] };
    }
    if (!existsSync(file)) throw lock;
    return { library: openReadable(options), lock: null, refusal: lock, notices: [] };
  }
  try {
    return { ...openWritable(options), lock, refusal: null };
  } catch (thrown) {
    lock.release();
    const error = storeError(thrown, file);
    if (error.code !== 'ATLAS-STORE-READ-ONLY') throw error;
    return { library: openReadable(options), lock: null, refusal: error, notices: [] };
  }
}
