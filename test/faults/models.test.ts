import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFile,
  mkdir,
  mkdtemp,
  open,
  readFile,
  rm,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { AtlasError } from '../../src/core/errors.ts';
import { createTextEmbedder, inspectModel } from '../../src/inference/createTextEmbedder.ts';
import type { ModelEntry } from '../../src/inference/manifest.ts';
import { BUNDLED, modelFile, THREAD } from '../unit/inference/bundledModel.ts';
import { INNER_TENSOR, model, OUTER_TENSOR } from '../unit/inference/onnxBytes.ts';

/** A thread that must not be started: were it, the error would be ATLAS-RUNTIME. */
const NO_THREAD = '/nowhere/inferenceWorker.js';
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('a model file that is not what it should be', () => {
  let folder = '';
  const path = (name: string): string => join(folder, 'models', BUNDLED.id, name);
  const start = (entry: ModelEntry = BUNDLED, workerFile: string | URL = NO_THREAD) =>
    createTextEmbedder({
      manifest: { models: [entry] },
      modelDirs: [join(folder, 'models')],
      workerFile,
      provider: 'cpu',
      threads: 1,
    });
  const failure = (entry?: ModelEntry): Promise<AtlasError> =>
    start(entry).then(
      () => assert.fail('it was loaded'),
      (error: AtlasError) => error,
    );
  /** The list of models as if the given bytes were the right ones. */
  const pinned = (name: string, bytes: Buffer): ModelEntry => ({
    ...BUNDLED,
    files: BUNDLED.files.map((file) =>
      file.name === name ? { ...file, size: bytes.length, sha256: sha256(bytes) } : file,
    ),
  });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vlm-atlas-test-'));
    await mkdir(path(''), { recursive: true });
    for (const { name } of BUNDLED.files) await copyFile(modelFile(name), path(name));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('missing: is named', async () => {
    await rm(path('model.onnx'));
    const error = await failure();
    assert.equal(error.code, 'ATLAS-MODEL-MISSING');
    assert.equal(error.subject, path('model.onnx'));
    assert.match(error.message, /model\.onnx of the model .* is not there\. Reinstall/);
  });

  it('truncated: is refused with both hashes', async () => {
    await truncate(path('model.onnx'), 1_000_000);
    const error = await failure();
    assert.equal(error.code, 'ATLAS-MODEL-DAMAGED');
    assert.ok(error.message.includes(BUNDLED.files[0]!.sha256!), error.message);
    assert.ok(error.message.includes(sha256(await readFile(path('model.onnx')))), error.message);
    assert.match(error.message, /38317152 bytes expected.* 1000000 bytes found/);
  });

  it('one bit flipped: is refused with both hashes, and accepted again once it is mended', async () => {
    const flip = async (): Promise<void> => {
      const handle = await open(path('model.onnx'), 'r+');
      const byte = Buffer.alloc(1);
      await handle.read(byte, 0, 1, 20_000_000);
      await handle.write(Buffer.from([byte[0]! ^ 4]), 0, 1, 20_000_000);
      await handle.close();
      await utimes(path('model.onnx'), new Date(), new Date(Date.now() + 5000 * (flips += 1)));
    };
    let flips = 0;
    await flip();
    const error = await failure();
    assert.equal(error.code, 'ATLAS-MODEL-DAMAGED');
    assert.ok(error.message.includes(BUNDLED.files[0]!.sha256!));
    assert.ok(error.message.includes(sha256(await readFile(path('model.onnx')))));
    const { files, problems } = await inspectModel(BUNDLED, [join(folder, 'models')]);
    assert.deepEqual(
      files.filter(({ ok }) => !ok).map(({ name }) => name),
      ['model.onnx'],
    );
    assert.deepEqual(problems, [error.message]);
    await flip();
    assert.deepEqual((await inspectModel(BUNDLED, [join(folder, 'models')])).problems, []);
  });

  it('a tokenizer of another model: is refused', async () => {
    await writeFile(path('tokenizer.json'), '{}');
    assert.match((await failure()).message, /tokenizer\.json of the model/);
  });

  it('a link out of the folder: is refused, though it leads to the right file', async () => {
    await rm(path('model.onnx'));
    await symlink(modelFile('model.onnx'), path('model.onnx'));
    const error = await failure();
    assert.equal(error.code, 'ATLAS-MODEL-REFUSED');
    assert.match(error.message, /link that leaves its folder/);
  });

  it('a link within the folder, or a models folder that is a link: is fine', async () => {
    await copyFile(path('model.onnx'), path('weights.onnx'));
    await rm(path('model.onnx'));
    await symlink('weights.onnx', path('model.onnx'));
    await symlink(join(folder, 'models'), join(folder, 'linked'));
    assert.deepEqual((await inspectModel(BUNDLED, [join(folder, 'linked')])).problems, []);
  });

  it('a folder or a pipe in its place: is refused, and not waited for', async () => {
    await rm(path('model.onnx'));
    await mkdir(path('model.onnx'));
    assert.equal((await failure()).code, 'ATLAS-MODEL-REFUSED');
    await rm(path('model.onnx'), { recursive: true });
    if (process.platform === 'win32') return;
    execFileSync('mkfifo', [path('model.onnx')]);
    assert.match((await failure()).message, /not a plain file/);
  });

  it('data outside the file: is refused, though its hash is right', async () => {
    const bytes = model([
      [5, INNER_TENSOR],
      [5, OUTER_TENSOR],
    ]);
    await writeFile(path('model.onnx'), bytes);
    const error = await failure(pinned('model.onnx', bytes));
    assert.equal(error.code, 'ATLAS-MODEL-REFUSED');
    assert.match(error.message, /keeps data outside the file/);
  });

  it('no ONNX at all: is refused, though its hash is right', async () => {
    const bytes = Buffer.from('<html>404 Not Found</html>');
    await writeFile(path('model.onnx'), bytes);
    assert.match((await failure(pinned('model.onnx', bytes))).message, /is no ONNX model/);
  });

  it('no hash to check it against: is refused', async () => {
    const files = BUNDLED.files.map((file) => ({ ...file, sha256: null }));
    assert.match((await failure({ ...BUNDLED, files })).message, /no SHA-256 is known/);
  });

  it('an ONNX that is whole but another: is refused by the runtime with its name, and the process lives', async () => {
    const bytes = model([[5, INNER_TENSOR]]);
    await writeFile(path('model.onnx'), bytes);
    await assert.rejects(start(pinned('model.onnx', bytes), THREAD), {
      code: 'ATLAS-RUNTIME',
      message: /model\.onnx/,
    });
  });

  it('damaged, but only needed by a GPU: the CPU goes on and the damage is told', async () => {
    await truncate(path('model_q4.onnx'), 5);
    const { embedder, status } = await start(BUNDLED, THREAD);
    assert.equal((await embedder.embedQuery('still here')).length, 384);
    await embedder.close();
    assert.equal(status.provider, 'cpu');
    assert.deepEqual(
      status.files.filter(({ ok }) => !ok).map(({ name }) => name),
      ['model_q4.onnx'],
    );
    assert.match(status.problems[0]!, /model_q4\.onnx .* is damaged/);
  });

  it('taken away while the model runs: what runs goes on', async () => {
    const { embedder } = await start(BUNDLED, THREAD);
    await rm(path('model.onnx'));
    assert.equal((await embedder.embedQuery('still here')).length, 384);
    await embedder.close();
  });
});
