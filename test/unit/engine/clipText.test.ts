import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { clipText } from '../../../src/engine/reading/clipText.ts';

test('a text that is short enough is left as it is', () => {
  assert.deepEqual(clipText('abc', [0, 1], 3), { markdown: 'abc', span: [0, 1], clipped: null });
});

test('a long text ends with a line', () => {
  assert.deepEqual(clipText('one\ntwo\nthree', null, 9), {
    markdown: 'one\ntwo',
    span: null,
    clipped: { shown: 7, total: 13 },
  });
});

test('a cited passage far down is in the part that is shown', () => {
  const lines = fc.array(fc.string({ minLength: 1, maxLength: 20 }), { minLength: 30, maxLength: 80 });
  fc.assert(
    fc.property(lines, fc.nat(), fc.integer({ min: 100, max: 300 }), (words, seed, most) => {
      const text = words.join('\n');
      const start = seed % Math.max(1, text.length - 20);
      const span: readonly [number, number] = [start, Math.min(text.length, start + 10)];
      const clipped = clipText(text, span, most);
      assert.ok(clipped.markdown.length <= most || clipped.clipped === null);
      assert.ok(clipped.span);
      assert.equal(clipped.markdown.slice(...clipped.span), text.slice(...span));
    }),
  );
});
