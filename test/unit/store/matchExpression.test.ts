import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { matchExpressions, ROW_BUDGET } from '../../../src/store/matchExpression.ts';

const term = (text: string, rows: number) => ({ text, rows, prefix: false });

describe('matchExpressions', () => {
  it('joins terms by OR, rarest first, and leaves out what no row holds', () => {
    assert.deepEqual(matchExpressions([term('video', 90), term('mrope', 3), term('zebra', 0)]), [
      '"mrope" OR "video"',
    ]);
    assert.deepEqual(matchExpressions([term('zebra', 0)]), []);
  });

  it('leaves out common terms where rarer ones are there', () => {
    const rows = ROW_BUDGET - 10;
    assert.deepEqual(matchExpressions([term('model', 80_000), term('video', rows), term('mrope', 3)]), [
      '"mrope" OR "video"',
    ]);
  });

  it('asks for common terms together first, and for fewer of them as long as that gives too little', () => {
    assert.deepEqual(matchExpressions([term('model', 80_000), term('image', 30_000)]), [
      '"image" AND "model"',
      '"image"',
    ]);
    assert.deepEqual(matchExpressions([term('model', 80_000)]), ['"model"']);
  });

  it('marks a prefix', () => {
    assert.deepEqual(matchExpressions([{ text: '图', rows: 5, prefix: true }]), ['"图" *']);
  });
});
