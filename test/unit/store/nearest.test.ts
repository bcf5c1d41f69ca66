import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { cosineTopK } from '../../../src/store/cosineTopK.ts';
import { loadHnswlib } from '../../../src/store/hnswlib.ts';
import { VectorGraph } from '../../../src/store/vectorGraph.ts';
import { VectorMatrix } from '../../../src/store/vectorMatrix.ts';
import { packedVectors, random } from './packedVectors.ts';
import { vectorFor } from './samples.ts';

describe('cosineTopK', () => {
  it('gives what sorting all dot products gives, with and without a mask', () => {
    const sizes = fc.record({
      count: fc.nat(40),
      dimensions: fc.integer({ min: 1, max: 20 }),
      limit: fc.nat(50),
      seed: fc.nat(),
      masked: fc.boolean(),
    });
    fc.assert(
      fc.property(sizes, ({ count, dimensions, limit, seed, masked }) => {
        const next = random(seed);
        // Few different numbers, so that equal scores are common.
        const data = Float32Array.from({ length: count * dimensions }, () => Math.floor(next() * 3) - 1);
        const query = Float32Array.from({ length: dimensions }, () => Math.floor(next() * 3) - 1);
        const mask = masked ? Uint8Array.from({ length: count }, () => (next() < 0.5 ? 0 : 1)) : undefined;
        const sorted = Array.from({ length: count }, (_, row) => ({
          row,
          score: query.reduce((sum, value, i) => sum + value * data[row * dimensions + i]!, 0),
        }))
          .filter(({ row }) => mask?.[row] !== 0)
          .sort((a, b) => b.score - a.score || a.row - b.row)
          .slice(0, limit);
        const found = cosineTopK(data, count, query, limit, mask);
        assert.deepEqual(
          found.scores.map((score) => score + 0),
          sorted.map(({ score }) => score + 0),
        );
        assert.equal(new Set(found.rows).size, found.rows.length);
      }),
    );
  });
});

describe('VectorMatrix', () => {
  const bytes = (vector: Float32Array): Uint8Array => new Uint8Array(vector.buffer);

  it('finds exactly the vectors that were added and not removed', () => {
    const step = fc.record({ add: fc.boolean(), number: fc.integer({ min: 1, max: 12 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const matrix = new VectorMatrix(16, 1);
        const held = new Set<number>();
        for (const { add, number } of steps) {
          if (add) matrix.add(number, bytes(vectorFor(`text ${number}`, 16)));
          else matrix.remove(number);
          if (add) held.add(number);
          else held.delete(number);
        }
        const { rows } = matrix.nearest(vectorFor('text 1', 16), 99);
        assert.deepEqual(rows.map((row) => matrix.numberAt(row)).sort(), [...held].sort());
        for (const number of held) {
          const best = matrix.nearest(vectorFor(`text ${number}`, 16), 1).rows[0] ?? -1;
          assert.equal(matrix.numberAt(best), number);
        }
      }),
    );
  });

  it('leaves out a vector that damage has made something else', () => {
    const matrix = new VectorMatrix(4);
    matrix.add(1, bytes(new Float32Array(4).fill(NaN)));
    matrix.add(2, bytes(new Float32Array(4)));
    matrix.add(3, bytes(Float32Array.of(0, 1, 0, 0)));
    assert.deepEqual(
      matrix.nearest(Float32Array.of(0, 1, 0, 0), 5).rows.map((row) => matrix.numberAt(row)),
      [3],
    );
  });
});

describe('VectorGraph', () => {
  it('agrees with the exact scan: recall@10 of at least 0.99 on tightly packed vectors', () => {
    const hnswlib = loadHnswlib();
    assert.ok(hnswlib, 'hnswlib-node has been compiled');
    const [count, dimensions, questions] = [3000, 96, 60];
    const { data, queries } = packedVectors({ count, dimensions, questions, seed: 7 });
    const graph = VectorGraph.create(hnswlib, dimensions, 10);
    for (let row = 0; row < count; row++)
      graph.add(row + 1, data.subarray(row * dimensions, (row + 1) * dimensions));
    let met = 0;
    for (const query of queries) {
      const exact = cosineTopK(data, count, query, 10);
      const found = graph.search(query, 10);
      const rows = new Set(exact.rows.map((row) => row + 1));
      met += found.filter(({ vector }) => rows.has(vector)).length;
      assert.ok(Math.abs((found[0]?.score ?? 0) - (exact.scores[0] ?? 0)) < 1e-4);
    }
    assert.ok(met / (questions * 10) >= 0.99, `recall@10 ${met / (questions * 10)}`);
  });
});
