import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { AtlasError } from '../core/errors.ts';

/** How far a stored vector's length may be from 1 before it is taken for damaged. */
const LENGTH_TOLERANCE = 0.01;

export function isUnit(vector: Float32Array): boolean {
  let sum = 0;
  for (const value of vector) sum += value * value;
  return Math.abs(Math.sqrt(sum) - 1) <= LENGTH_TOLERANCE;
}

/** Numbers are stored as the machine has them: little-endian wherever VS Code runs. */
function fromBytes(bytes: Uint8Array): Float32Array {
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

/** The vectors of one model, by passage hash. A number is never used twice and never stands for another vector. */
export class VectorTable {
  readonly dimensions: number;
  readonly #model: string;
  readonly #bytes: number;
  readonly #has: StatementSync;
  readonly #insert: StatementSync;
  readonly #read: StatementSync;
  readonly #readAll: StatementSync;
  readonly #byHash: StatementSync;
  readonly #since: StatementSync;
  readonly #count: StatementSync;
  readonly #hashes: StatementSync;

  constructor(database: DatabaseSync, model: string, dimensions: number) {
    this.#model = model;
    this.dimensions = dimensions;
    this.#bytes = dimensions * Float32Array.BYTES_PER_ELEMENT;
    const mine = 'model = ? AND length(vector) = ?';
    this.#has = database.prepare(`SELECT number FROM vectors WHERE ${mine} AND hash = ?`);
    this.#insert = database.prepare('INSERT OR REPLACE INTO vectors (model, hash, vector) VALUES (?, ?, ?)');
    this.#read = database.prepare(`SELECT vector FROM vectors WHERE ${mine} AND number = ?`);
    this.#readAll = database.prepare(`SELECT number, vector FROM vectors WHERE ${mine} ORDER BY number`);
    this.#byHash = database.prepare(`SELECT vector FROM vectors WHERE ${mine} AND hash = ?`);
    this.#since = database.prepare(
      `SELECT number, hash FROM vectors WHERE ${mine} AND number > ? ORDER BY number`,
    );
    this.#count = database.prepare(`SELECT count(*) AS count FROM vectors WHERE ${mine}`);
    this.#hashes = database.prepare(
      `SELECT number, hash FROM vectors WHERE ${mine} AND number > ? ORDER BY number LIMIT ?`,
    );
  }

  numberOf(hash: string): number | null {
    return (this.#has.get(this.#model, this.#bytes, hash)?.['number'] as number | undefined) ?? null;
  }

  /** Keeps a vector that is there. Throws for one that is not of this model's length or not of unit length. */
  insert(hash: string, vector: Float32Array): void {
    if (vector.length !== this.dimensions || !isUnit(vector)) {
      throw new AtlasError(
        'ATLAS-INTERNAL',
        `A vector is not of unit length or has not ${this.dimensions} numbers.`,
      );
    }
    if (this.numberOf(hash) !== null) return;
    this.#insert.run(this.#model, hash, new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength));
  }

  /** Null when it is gone or damaged. */
  get(number: number): Float32Array | null {
    const bytes = this.#read.get(this.#model, this.#bytes, number)?.['vector'];
    const vector = bytes instanceof Uint8Array ? fromBytes(bytes) : null;
    return vector && isUnit(vector) ? vector : null;
  }

  ofHash(hash: string): Float32Array | null {
    const bytes = this.#byHash.get(this.#model, this.#bytes, hash)?.['vector'];
    return bytes instanceof Uint8Array ? fromBytes(bytes) : null;
  }

  count(): number {
    return this.#count.get(this.#model, this.#bytes)?.['count'] as number;
  }

  /** Every vector's bytes, by rising number. */
  *all(): Generator<{ readonly number: number; readonly bytes: Uint8Array }> {
    for (const row of this.#readAll.iterate(this.#model, this.#bytes)) {
      yield { number: row['number'] as number, bytes: row['vector'] as Uint8Array };
    }
  }

  /** Numbers and hashes above a number, by rising number. */
  *since(number: number): Generator<readonly [number: number, hash: string]> {
    for (const row of this.#since.iterate(this.#model, this.#bytes, number)) {
      yield [row['number'] as number, row['hash'] as string];
    }
  }

  /** A page of what `since` gives. */
  page(after: number, limit: number): (readonly [number: number, hash: string])[] {
    return this.#hashes
      .all(this.#model, this.#bytes, after, limit)
      .map((row) => [row['number'] as number, row['hash'] as string] as const);
  }
}
