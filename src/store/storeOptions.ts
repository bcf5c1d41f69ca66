export interface StoreOptions {
  /** Absolute path of the library's SQLite file; lock and graph lie beside it under the same name. */
  readonly file: string;
  /** The model whose vectors are stored and compared; null: the one the library was last written with. */
  readonly modelId: string | null;
  /** Length of that model's vectors; not looked at when `modelId` is null. */
  readonly dimensions: number;
  /**
   * `write`: made if missing; one process at a time, further ones get a store that reads. `read`: the file must be
   * there. `immutable`: nothing is written or locked, so a read-only folder will do; nobody may be writing.
   */
  readonly mode: 'write' | 'read' | 'immutable';
  /** False: hnswlib is not loaded, an exact scan answers. */
  readonly native: boolean;
  /** Version of the product, kept in a library that it creates. */
  readonly version: string;
  /** Vectors from which on the graph is built and asked; below, the scan is as fast. */
  readonly graphFrom?: number;
  /** Upper bound of the file's size in pages of 4096 bytes: a disk quota. */
  readonly maxPages?: number;
}

/** Files that belong to one library. */
export interface LibraryFiles {
  readonly database: string;
  readonly lock: string;
  readonly graph: string;
  readonly graphSidecar: string;
}

export function libraryFiles(file: string): LibraryFiles {
  const base = file.replace(/\.sqlite$/, '');
  return { database: file, lock: `${base}.lock`, graph: `${base}.hnsw`, graphSidecar: `${base}.hnsw.json` };
}
