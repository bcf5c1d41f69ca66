export interface ScoredRows {
  /** Best first. */
  readonly rows: readonly number[];
  /** Dot products, beside `rows`. */
  readonly scores: readonly number[];
}

/** Dot product of `query` with the row at `offset`; eight products a turn keep the processor's units busy. */
function dot(data: Float32Array, offset: number, query: Float32Array): number {
  const length = query.length;
  const whole = length - (length % 8);
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let index = 0;
  for (; index < whole; index += 8) {
    const at = offset + index;
    a += data[at]! * query[index]! + data[at + 1]! * query[index + 1]!;
    b += data[at + 2]! * query[index + 2]! + data[at + 3]! * query[index + 3]!;
    c += data[at + 4]! * query[index + 4]! + data[at + 5]! * query[index + 5]!;
    d += data[at + 6]! * query[index + 6]! + data[at + 7]! * query[index + 7]!;
  }
  for (; index < length; index++) a += data[offset + index]! * query[index]!;
  return a + b + (c + d);
}

/** Puts a row into a heap of the best, whose worst stands at the root. */
function siftDown(rows: Int32Array, scores: Float64Array, size: number, row: number, score: number): void {
  let hole = 0;
  for (;;) {
    let child = 2 * hole + 1;
    if (child >= size) break;
    if (child + 1 < size && scores[child + 1]! < scores[child]!) child++;
    if (scores[child]! >= score) break;
    rows[hole] = rows[child]!;
    scores[hole] = scores[child]!;
    hole = child;
  }
  rows[hole] = row;
  scores[hole] = score;
}

/**
 * The rows with the largest dot product with `query`, exactly. Equal scores: the smaller row first.
 * @param data `count` rows of `query.length` numbers, packed
 * @param allowed nothing: all rows; else one byte a row, zero leaves it out
 */
export function cosineTopK(
  data: Float32Array,
  count: number,
  query: Float32Array,
  limit: number,
  allowed?: Uint8Array,
): ScoredRows {
  const size = Math.min(limit, count);
  if (size <= 0) return { rows: [], scores: [] };
  const rows = new Int32Array(size).fill(-1);
  const scores = new Float64Array(size).fill(-Infinity);
  const dimensions = query.length;
  let worst = -Infinity;
  for (let row = 0, offset = 0; row < count; row++, offset += dimensions) {
    if (allowed && allowed[row] === 0) continue;
    const score = dot(data, offset, query);
    if (score <= worst) continue;
    siftDown(rows, scores, size, row, score);
    worst = scores[0]!;
  }
  const best = Array.from(rows, (row, index) => ({ row, score: scores[index]! }))
    .filter(({ row }) => row >= 0)
    .sort((a, b) => b.score - a.score || a.row - b.row);
  return { rows: best.map(({ row }) => row), scores: best.map(({ score }) => score) };
}
