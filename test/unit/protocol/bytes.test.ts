import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytes } from '../../../src/protocol/shape.ts';

const shape = bytes(8);

test('bytes are let through as they are, when the memory is theirs', () => {
  const own = Uint8Array.of(1, 2, 3);
  assert.equal(shape(own, 'png'), own);
});

test('bytes in a part of a larger memory, and buffers, are copied out of it', () => {
  const large = Uint8Array.of(0, 1, 2, 3, 0);
  for (const part of [large.subarray(1, 4), Buffer.from([1, 2, 3])]) {
    const own = shape(part, 'png');
    assert.equal(own.constructor, Uint8Array);
    assert.equal(own.buffer.byteLength, 3);
    assert.deepEqual([...own], [1, 2, 3]);
  }
});

test('what are no bytes, or too many, is refused', () => {
  for (const wrong of [null, [1, 2], 'abc', { length: 1 }, new Uint16Array(2), new Uint8Array(9)]) {
    assert.throws(() => shape(wrong, 'png'), {
      code: 'ATLAS-PROTOCOL',
      message: /^png must be at most 8 bytes/,
    });
  }
});
