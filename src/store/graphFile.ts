import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Hnswlib } from './hnswlib.ts';
import { SCHEMA_VERSION } from './schema.ts';
import type { LibraryFiles } from './storeOptions.ts';
import { VectorGraph } from './vectorGraph.ts';
import type { VectorTable } from './vectorTable.ts';

/** What must hold of a graph file before a byte of it is given to the native module. */
interface Sidecar {
  readonly schema: number;
  readonly modelId: string;
  readonly dimensions: number;
  readonly count: number;
  /** Over numbers and hashes of the vectors in the graph. */
  readonly vectors: string;
  readonly bytes: number;
  readonly sha256: string;
}

const PAGE = 2000;

async function fileHash(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Read page by page, so that questions are answered in between. */
async function vectorsDigest(table: VectorTable, numbers: ReadonlySet<number>): Promise<string> {
  const hash = createHash('sha256');
  for (let after = 0; ;) {
    const page = table.page(after, PAGE);
    for (const [number, text] of page) if (numbers.has(number)) hash.update(`${number} ${text}\n`);
    const last = page.at(-1);
    if (!last) return hash.digest('hex');
    after = last[0];
    await nextTurn();
  }
}

/** The graph as a file beside the library: a cache that is believed only when everything about it fits. */
export class GraphFile {
  readonly #files: LibraryFiles;
  readonly #modelId: string;
  readonly #table: VectorTable;

  constructor(files: LibraryFiles, modelId: string, table: VectorTable) {
    this.#files = files;
    this.#modelId = modelId;
    this.#table = table;
  }

  /** Null when there is none, or when anything about it is off. */
  async read(hnswlib: Hnswlib): Promise<VectorGraph | null> {
    try {
      const sidecar = JSON.parse(await readFile(this.#files.graphSidecar, 'utf8')) as Partial<Sidecar>;
      const { graph: file } = this.#files;
      if (
        sidecar.schema !== SCHEMA_VERSION ||
        sidecar.modelId !== this.#modelId ||
        sidecar.dimensions !== this.#table.dimensions ||
        sidecar.bytes !== (await stat(file)).size ||
        sidecar.sha256 !== (await fileHash(file))
      ) {
        return null;
      }
      const graph = await VectorGraph.read(hnswlib, this.#table.dimensions, file);
      if (graph.size !== sidecar.count) return null;
      return sidecar.vectors === (await vectorsDigest(this.#table, graph.vectors())) ? graph : null;
    } catch {
      return null;
    }
  }

  /** Graph first, then what vouches for it: a crash in between leaves a pair that does not fit and is not read. */
  async write(graph: VectorGraph): Promise<void> {
    const { graph: file, graphSidecar } = this.#files;
    const temporary = [`${file}.${process.pid}.tmp`, `${graphSidecar}.${process.pid}.tmp`] as const;
    try {
      await graph.write(temporary[0]);
      const sidecar: Sidecar = {
        schema: SCHEMA_VERSION,
        modelId: this.#modelId,
        dimensions: this.#table.dimensions,
        count: graph.size,
        vectors: await vectorsDigest(this.#table, graph.vectors()),
        bytes: (await stat(temporary[0])).size,
        sha256: await fileHash(temporary[0]),
      };
      await writeFile(temporary[1], `${JSON.stringify(sidecar, null, 2)}\n`);
      await rename(temporary[0], file);
      await rename(temporary[1], graphSidecar);
    } finally {
      await Promise.all(temporary.map((name) => rm(name, { force: true })));
    }
  }
}
