import type { ScoredPassage, StoreFilter } from '../core/store.ts';
import type { Catalog } from './catalog.ts';
import { allowsAll } from './filterDocuments.ts';
import type { FilteredPassages } from './filteredPassages.ts';
import type { GraphKeeper } from './graphKeeper.ts';
import type { VectorGraph } from './vectorGraph.ts';
import { VectorMatrix } from './vectorMatrix.ts';
import type { VectorTable } from './vectorTable.ts';

/** Vectors that pass a filter, for each one asked of the graph, up to which scanning them takes less time. */
const SCAN_PER_WANTED = 48;
/** Vectors asked of the graph at most; a filter that needs more is answered by the scan. */
const GRAPH_AT_MOST = 400;

interface Hit {
  readonly vector: number;
  readonly score: number;
}

/** Nearest passages, from the graph where it is ready and the filter leaves enough, else from the exact scan. */
export class Neighbours {
  readonly #catalog: Catalog;
  readonly #vectors: VectorTable;
  readonly #keeper: GraphKeeper | null;
  #matrix: VectorMatrix | null = null;
  /** Vectors that passages have and the matrix lacks. */
  readonly #lacking = new Set<number>();

  constructor(catalog: Catalog, vectors: VectorTable, keeper: GraphKeeper | null) {
    this.#catalog = catalog;
    this.#vectors = vectors;
    this.#keeper = keeper;
    catalog.listen({ appeared: (vector) => this.#appeared(vector), gone: (vector) => this.#gone(vector) });
  }

  get kind(): 'graph' | 'scan' | 'none' {
    if (this.#catalog.vectorCount === 0) return 'none';
    return this.#keeper?.ready ? 'graph' : 'scan';
  }

  search(query: Float32Array, limit: number, filter?: StoreFilter): ScoredPassage[] {
    const filtered = allowsAll(filter) ? null : this.#catalog.filtered(filter ?? {});
    const graph = this.#keeper?.ready;
    const found = graph && this.#fromGraph(graph, query, limit, filtered);
    return found ?? this.#fromScan(query, limit, filtered);
  }

  /** Null when the graph cannot tell. */
  #fromGraph(
    graph: VectorGraph,
    query: Float32Array,
    limit: number,
    filtered: FilteredPassages | null,
  ): ScoredPassage[] | null {
    const living = filtered ? filtered.vectors().size : this.#catalog.vectorCount;
    const wanted = Math.ceil((limit * graph.size * (living < graph.size ? 1.5 : 1)) / Math.max(living, 1));
    if (wanted > GRAPH_AT_MOST || (filtered && living <= wanted * SCAN_PER_WANTED)) return null;
    const found = this.#expand(graph.search(query, wanted), limit, filtered);
    return found.length >= Math.min(limit, living) ? found : null;
  }

  #fromScan(query: Float32Array, limit: number, filtered: FilteredPassages | null): ScoredPassage[] {
    const matrix = this.#upToDateMatrix();
    const { rows, scores } = matrix.nearest(
      query,
      limit,
      filtered ? this.#mask(matrix, filtered) : undefined,
    );
    return this.#expand(
      rows.map((row, index) => ({ vector: matrix.numberAt(row), score: scores[index] ?? 0 })),
      limit,
      filtered,
    );
  }

  /** A vector stands for every passage of the same text. */
  #expand(hits: readonly Hit[], limit: number, filtered: FilteredPassages | null): ScoredPassage[] {
    const found: ScoredPassage[] = [];
    for (const { vector, score } of hits) {
      for (const passage of this.#catalog.passagesWith(vector)) {
        if (!filtered || filtered.passes(passage)) found.push({ passage: passage.passage, score });
      }
    }
    return found.sort((a, b) => b.score - a.score || a.passage - b.passage).slice(0, limit);
  }

  #mask(matrix: VectorMatrix, filtered: FilteredPassages): Uint8Array {
    const mask = new Uint8Array(matrix.size);
    for (const vector of filtered.vectors()) {
      const row = matrix.rowOf(vector);
      if (row !== undefined) mask[row] = 1;
    }
    return mask;
  }

  #upToDateMatrix(): VectorMatrix {
    if (!this.#matrix) {
      this.#matrix = new VectorMatrix(this.#vectors.dimensions, this.#catalog.vectorCount);
      for (const { number, bytes } of this.#vectors.all()) {
        if (this.#catalog.passagesWith(number).length > 0) this.#matrix.add(number, bytes);
      }
      this.#lacking.clear();
    }
    for (const number of this.#lacking) {
      const vector = this.#vectors.get(number);
      if (vector) this.#matrix.add(number, new Uint8Array(vector.buffer));
    }
    this.#lacking.clear();
    return this.#matrix;
  }

  #appeared(vector: number): void {
    if (this.#matrix) this.#lacking.add(vector);
    this.#keeper?.appeared(vector);
  }

  #gone(vector: number): void {
    this.#lacking.delete(vector);
    this.#matrix?.remove(vector);
    this.#keeper?.gone(vector);
  }
}
