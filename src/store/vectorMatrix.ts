import { cosineTopK, type ScoredRows } from './cosineTopK.ts';
import { isUnit } from './vectorTable.ts';

const FIRST_CAPACITY = 1024;
const GROWTH = 1.5;

/** Vectors of unit length, packed, each under its number. */
export class VectorMatrix {
  readonly #dimensions: number;
  #data: Float32Array;
  /** The number of the vector in each row. */
  readonly #numbers: number[] = [];
  readonly #rows = new Map<number, number>();

  constructor(dimensions: number, capacity: number = FIRST_CAPACITY) {
    this.#dimensions = dimensions;
    this.#data = new Float32Array(Math.max(capacity, 1) * dimensions);
  }

  get size(): number {
    return this.#numbers.length;
  }

  numberAt(row: number): number {
    return this.#numbers[row] ?? 0;
  }

  rowOf(number: number): number | undefined {
    return this.#rows.get(number);
  }

  /** What is not a vector of this length and of unit length, which only damage can bring here, is left out. */
  add(number: number, bytes: Uint8Array): void {
    const row = this.#numbers.length;
    const from = row * this.#dimensions;
    if (this.#rows.has(number) || bytes.length !== this.#dimensions * Float32Array.BYTES_PER_ELEMENT) return;
    if (from + this.#dimensions > this.#data.length) this.#grow(row + 1);
    new Uint8Array(this.#data.buffer).set(bytes, from * Float32Array.BYTES_PER_ELEMENT);
    if (!isUnit(this.#data.subarray(from, from + this.#dimensions))) return;
    this.#numbers.push(number);
    this.#rows.set(number, row);
  }

  /** The last row takes the place of the removed one. */
  remove(number: number): void {
    const row = this.#rows.get(number);
    if (row === undefined) return;
    const last = this.#numbers.pop();
    this.#rows.delete(number);
    if (last === undefined || last === number) return;
    this.#data.copyWithin(
      row * this.#dimensions,
      this.size * this.#dimensions,
      (this.size + 1) * this.#dimensions,
    );
    this.#numbers[row] = last;
    this.#rows.set(last, row);
  }

  /** @param allowed one byte a row, zero leaves it out; nothing: all rows */
  nearest(query: Float32Array, limit: number, allowed?: Uint8Array): ScoredRows {
    return cosineTopK(this.#data, this.size, query, limit, allowed);
  }

  #grow(rows: number): void {
    const grown = new Float32Array(Math.ceil(rows * GROWTH) * this.#dimensions);
    grown.set(this.#data);
    this.#data = grown;
  }
}
