import assert from 'node:assert/strict';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { hasExternalData, MalformedOnnx } from '../../../src/inference/onnxFile.ts';
import { modelFile } from './bundledModel.ts';
import { INNER_TENSOR, message, model, OUTER_TENSOR, type Part } from './onnxBytes.ts';

describe('data outside an ONNX file', () => {
  let folder = '';
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'vlm-atlas-test-'))));
  after(() => rm(folder, { recursive: true }));

  const isExternal = async (bytes: Uint8Array | string): Promise<boolean> => {
    const path = typeof bytes === 'string' ? bytes : join(folder, 'model.onnx');
    if (typeof bytes !== 'string') await writeFile(path, bytes);
    const handle = await open(path);
    try {
      return await hasExternalData(handle, (await handle.stat()).size);
    } finally {
      await handle.close();
    }
  };

  it('is not found in the bundled model', async () => {
    assert.equal(await isExternal(modelFile('model.onnx')), false);
    assert.equal(await isExternal(modelFile('model_q4.onnx')), false);
  });

  const attribute = (parts: readonly Part[]): readonly Part[] => [
    [
      1,
      [
        [4, 'If'],
        [5, parts],
      ],
    ],
  ];
  const hidingPlaces: Record<string, Buffer> = {
    'in an initialiser': model([
      [5, INNER_TENSOR],
      [5, OUTER_TENSOR],
    ]),
    'behind more weights than a window holds': model([
      [5, [...INNER_TENSOR, [9, Buffer.alloc(300_000)]]],
      [5, OUTER_TENSOR],
    ]),
    'marked only as external': model([
      [
        5,
        [
          [1, 1],
          [14, 1],
        ],
      ],
    ]),
    'named only, not marked': model([
      [
        5,
        [
          [1, 1],
          [
            13,
            [
              [1, 'location'],
              [2, 'x'],
            ],
          ],
        ],
      ],
    ]),
    'in a constant of a node': model(
      attribute([
        [1, 'value'],
        [5, OUTER_TENSOR],
      ]),
    ),
    'in a list of tensors of a node': model(
      attribute([
        [10, INNER_TENSOR],
        [10, OUTER_TENSOR],
      ]),
    ),
    'in a subgraph': model(attribute([[6, [[5, OUTER_TENSOR]]]])),
    'in a sparse initialiser': model([
      [
        15,
        [
          [1, INNER_TENSOR],
          [2, OUTER_TENSOR],
        ],
      ],
    ]),
    'in a function': message([
      [7, [[5, INNER_TENSOR]]],
      [25, [[7, [[5, [[5, OUTER_TENSOR]]]]]]],
    ]),
    'in a second graph field': message([
      [7, [[5, INNER_TENSOR]]],
      [7, [[5, OUTER_TENSOR]]],
    ]),
  };
  for (const [where, bytes] of Object.entries(hidingPlaces)) {
    it(`is found ${where}`, async () => assert.equal(await isExternal(bytes), true));
  }

  it('is not seen in weights that only look like it', async () => {
    assert.equal(await isExternal(model([[5, [...INNER_TENSOR, [9, message(OUTER_TENSOR)]]]])), false);
  });

  it('cannot be looked for in what is no ONNX file', async () => {
    const nested = (depth: number): readonly Part[] =>
      depth === 0 ? [] : attribute([[6, nested(depth - 1)]]);
    const good = model([[5, INNER_TENSOR]]);
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.alloc(100),
      good.subarray(0, -1),
      Buffer.from('not a model'),
      model(nested(100)),
    ]) {
      await assert.rejects(isExternal(bytes), MalformedOnnx);
    }
  });

  it('any bytes give an answer or MalformedOnnx', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const wrapped = message([[7, Buffer.from(bytes)]]);
        for (const file of [bytes, wrapped]) {
          const answer = await isExternal(file).catch((error: unknown) => error);
          assert.ok(typeof answer === 'boolean' || answer instanceof MalformedOnnx, String(answer));
        }
      }),
      { numRuns: 200 },
    );
  });
});
