import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Catalog } from './catalog.ts';
import type { GraphFile } from './graphFile.ts';
import type { Hnswlib } from './hnswlib.ts';
import { VectorGraph } from './vectorGraph.ts';
import type { VectorTable } from './vectorTable.ts';

/** Milliseconds of building before waiting questions get their turn. */
const TURN_MS = 4;
/** Vectors added, as a share of the graph, after which it is written again. */
const WRITE_SHARE = 0.05;
const WRITE_LEAST = 256;
/** Vectors without passages, as a share of the graph, from which on it is built anew. */
const GONE_SHARE = 0.3;
const GONE_LEAST = 1000;
/** A process that may not write catches up with a graph that lacks at most this share, and builds none. */
const READER_SHARE = 0.1;
/** Milliseconds after which it looks again whether the writing process has left a graph that fits. */
const READER_RETRY_MS = 60_000;
const CAPACITY_SPARE = 1.1;

export interface GraphKeeperOptions {
  readonly hnswlib: Hnswlib;
  readonly catalog: Catalog;
  readonly vectors: VectorTable;
  readonly file: GraphFile;
  readonly writable: boolean;
  /** Vectors from which on a graph is kept. */
  readonly from: number;
}

/**
 * Keeps a graph of the vectors that passages have: reads it, builds it, adds to it and writes it, in the background
 * and in small turns. Whatever fails, there is no graph then and the scan answers.
 */
export class GraphKeeper {
  readonly #options: GraphKeeperOptions;
  readonly #queue = new Set<number>();
  #graph: VectorGraph | null = null;
  #written = 0;
  #job: Promise<void> | null = null;
  #stopped = false;
  #failed = false;
  #notBefore = 0;

  constructor(options: GraphKeeperOptions) {
    this.#options = options;
  }

  /** The graph, when it holds every vector that passages have; null: not now. */
  get ready(): VectorGraph | null {
    return this.#queue.size === 0 ? this.#graph : null;
  }

  appeared(vector: number): void {
    if (this.#graph?.has(vector)) return;
    this.#queue.add(vector);
    this.start();
  }

  gone(vector: number): void {
    this.#queue.delete(vector);
  }

  /** Begins what there is to do, unless it is under way. */
  start(): void {
    if (this.#job || this.#stopped || this.#failed) return;
    if (this.#options.catalog.vectorCount < this.#options.from || performance.now() < this.#notBefore) return;
    this.#job = this.#run()
      .catch(() => {
        this.#failed = true;
        this.#graph = null;
      })
      .finally(() => {
        this.#job = null;
        if (this.#queue.size > 0 && this.#graph) this.start();
      });
  }

  /** Resolves when nothing is under way. */
  async settle(): Promise<void> {
    this.start();
    while (this.#job) await this.#job;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#job;
  }

  async #run(): Promise<void> {
    await nextTurn();
    if (!this.#graph) await this.#begin();
    const graph = this.#graph;
    if (!graph || !(await this.#drain(graph))) return;
    if (this.#isMostlyGone(graph)) {
      this.#graph = null;
      return this.#run();
    }
    const added = graph.size - this.#written;
    const due = this.#written === 0 || added > Math.max(WRITE_LEAST, this.#written * WRITE_SHARE);
    if (!this.#options.writable || !due || this.#stopped) return;
    await this.#options.file.write(graph);
    this.#written = graph.size;
  }

  async #begin(): Promise<void> {
    const { hnswlib, catalog, file, vectors, writable } = this.#options;
    const read = await file.read(hnswlib);
    this.#written = read?.size ?? 0;
    const lacking = [...catalog.vectors()].filter((vector) => !read?.has(vector));
    const isUseful =
      read && !this.#isMostlyGone(read) && (writable || lacking.length <= read.size * READER_SHARE);
    if (!isUseful && !writable) {
      this.#notBefore = performance.now() + READER_RETRY_MS;
      return;
    }
    this.#graph = isUseful
      ? read
      : VectorGraph.create(hnswlib, vectors.dimensions, catalog.vectorCount * CAPACITY_SPARE);
    if (!isUseful) this.#written = 0;
    this.#queue.clear();
    for (const vector of isUseful ? lacking : catalog.vectors()) this.#queue.add(vector);
  }

  /** False when it was stopped before the end. */
  async #drain(graph: VectorGraph): Promise<boolean> {
    while (this.#queue.size > 0) {
      for (const until = performance.now() + TURN_MS; performance.now() < until;) {
        const [vector] = this.#queue;
        if (vector === undefined) break;
        this.#queue.delete(vector);
        const values = this.#options.vectors.get(vector);
        if (values) graph.add(vector, values);
      }
      await nextTurn();
      if (this.#stopped) return false;
    }
    return true;
  }

  #isMostlyGone(graph: VectorGraph): boolean {
    const gone = graph.size - this.#options.catalog.vectorCount;
    return gone > GONE_LEAST && gone > graph.size * GONE_SHARE;
  }
}
