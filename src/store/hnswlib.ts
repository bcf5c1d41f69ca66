import { createRequire } from 'node:module';

/** What we use of hnswlib-node's `HierarchicalNSW`; it takes arrays, no typed arrays, and labels below 2^32. */
export interface HnswIndex {
  initIndex(options: { maxElements: number; m: number; efConstruction: number; randomSeed: number }): void;
  readIndex(file: string): Promise<boolean>;
  writeIndex(file: string): Promise<boolean>;
  resizeIndex(maxElements: number): void;
  addPoint(point: number[], label: number): void;
  searchKnn(query: number[], count: number): { distances: number[]; neighbors: number[] };
  getIdsList(): number[];
  getMaxElements(): number;
  getCurrentCount(): number;
  getNumDimensions(): number;
  setEf(ef: number): void;
}

export interface Hnswlib {
  readonly HierarchicalNSW: new (space: 'ip', dimensions: number) => HnswIndex;
}

let loaded: Hnswlib | null | undefined;

/** The native module, or null where there is none that loads. Its binary is asked for directly: one file to ship. */
export function loadHnswlib(): Hnswlib | null {
  if (loaded === undefined) {
    try {
      loaded = createRequire(import.meta.url)('hnswlib-node/build/Release/addon.node') as Hnswlib;
    } catch {
      loaded = null;
    }
  }
  return loaded;
}
