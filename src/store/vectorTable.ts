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
  readonly #has: StatementSync;
  readonly #insert: StatementSync;
  readonly #insertData: StatementSync;
  readonly #read: StatementSync;
  readonly #readAll: StatementSync;
  readonly #byHash: StatementSync;
  readonly #since: StatementSync;
  readonly #count: StatementSync;
  readonly #page: StatementSync;

  constructor(database: DatabaseSync, model: string, dimensions: number) {
    // Vectors of another length are those of another model, whatever its name.
    this.#model = `${model}/${dimensions}`;
    this.dimensions = dimensions;
    const ofModel = 'FROM vectors WHERE model = ?';
    const withData = 'FROM vectors JOIN vector_data USING (number) WHERE model = ?';
    this.#has = database.prepare(`SELECT number ${ofModel} AND hash = ?`);
    this.#count = database.prepare(`SELECT count(*) AS count ${ofModel}`);
    this.#since = database.prepare(`SELECT number, hash ${ofModel} AND number > ? ORDER BY number`);
    this.#page = database.prepare(`SELECT number, hash ${ofModel} AND number > ? ORDER BY number LIMIT ?`);
    this.#read = database.prepare(`SELECT vector ${withData} AND number = ?`);
    this.#byHash = database.prepare(`SELECT vector ${withData} AND hash = ?`);
    this.#readAll = database.prepare(`SELECT number, vector ${withData} ORDER BY number`);
    this.#insert = database.prepare('INSERT INTO vectors (model, hash) VALUES (?, ?)');
    this.#insertData = database.prepare('INSERT INTO vector_data (number, vector) VALUES (?, ?)');
  }

  numberOf(hash: string): number | null {
    return (this.#has.get(this.#model, hash)?.['number'] as number | undefined) ?? null;
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
    const { lastInsertRowid } = this.#insert.run(this.#model, hash);
    const bytes = new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
    this.#insertData.run(lastInsertRowid, bytes);
  }

  /** Null when it is gone or damaged. */
  get(number: number): Float32Array | null {
    return this.#checked(this.#read.get(this.#model, number)?.['vector']);
  }

  ofHash(hash: string): Float32Array | null {
    return this.#checked(this.#byHash.get(this.#model, hash)?.['vector']);
  }

  count(): number {
    return this.#count.get(this.#model)?.['count'] as number;
  }

  /** Every vector's bytes, by rising number. */
  *all(): Generator<{ readonly number: number; readonly bytes: Uint8Array }> {
    for (const row of this.#readAll.iterate(this.#model)) {
      yield { number: row['number'] as number, bytes: row['vector'] as Uint8Array };
    }
  }

  /** Numbers and hashes above a number, by rising number. */
  *since(number: number): Generator<readonly [number: number, hash: string]> {
    for (const row of this.#since.iterate(this.#model, number)) {
      yield [row['number'] as number, row['hash'] as string];
    }
  }

  /** A page of what `since` gives. */
  page(after: number, limit: number): (readonly [number: number, hash: string])[] {
    return this.#page
      .all(this.#model, after, limit)
      .map((row) => [row['number'] as number, row['hash'] as string] as const);
  }

  #checked(bytes: unknown): Float32Array | null {
    if (!(bytes instanceof Uint8Array) || bytes.length % Float32Array.BYTES_PER_ELEMENT !== 0) return null;
    const vector = fromBytes(bytes);
    return vector.length === this.dimensions && isUnit(vector) ? vector : null;
  }
}
