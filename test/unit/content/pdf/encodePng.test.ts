import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import sharp from 'sharp';
import { encodePng } from '../../../../src/content/pdf/encodePng.ts';

test('a decoder gets back the very pixels, whatever their number and colour', async () => {
  const pictures = fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }))
    .chain(([width, height]) =>
      fc.record({
        width: fc.constant(width),
        height: fc.constant(height),
        rgba: fc.uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 }),
      }),
    );
  await fc.assert(
    fc.asyncProperty(pictures, async ({ width, height, rgba }) => {
      const { data, info } = await sharp(encodePng(width, height, rgba))
        .raw()
        .toBuffer({ resolveWithObject: true });
      assert.deepEqual([info.width, info.height, info.channels], [width, height, 3]);
      assert.deepEqual([...data], [...rgba.filter((_, index) => index % 4 < 3)]);
    }),
    { numRuns: 40 },
  );
});

test('a page of one colour takes little room', () => {
  assert.ok(encodePng(1_000, 1_400, new Uint8Array(1_000 * 1_400 * 4).fill(255)).byteLength < 30_000);
});
