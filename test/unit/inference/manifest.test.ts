import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AtlasError } from '../../../src/core/errors.ts';
import { loadManifest, parseManifest } from '../../../src/inference/manifest.ts';
import { BUNDLED, MANIFEST } from './bundledModel.ts';

type Change = (model: Record<string, unknown>, file: Record<string, unknown>) => void;

function changed(change: Change): string {
  const manifest = structuredClone({ version: 1, ...MANIFEST }) as unknown as {
    models: Record<string, unknown>[];
  };
  const model = manifest.models[0]!;
  change(model, (model['files'] as Record<string, unknown>[])[0]!);
  return JSON.stringify(manifest);
}

describe('the list of models', () => {
  it('says how the bundled model is read', () => {
    assert.equal(BUNDLED.dimensions, 384);
    assert.deepEqual(BUNDLED.prefixes, { query: 'query: ', passage: 'passage: ' });
    assert.deepEqual(BUNDLED.text, {
      inputs: ['input_ids', 'attention_mask'],
      output: 'sentence_embedding',
      pooling: 'in-graph',
    });
    assert.deepEqual(
      BUNDLED.files.filter(({ role }) => role === 'text').map(({ name, for: target }) => [name, target]),
      [
        ['model.onnx', ['cpu']],
        ['model_q4.onnx', ['gpu']],
      ],
    );
  });

  it('has room for a downloaded model of two towers, its hash not known', () => {
    const json = changed((model, file) => {
      Object.assign(model, {
        id: 'clip-vit-base-patch16',
        task: 'image-text-embedding',
        bundled: false,
        image: model['text'],
      });
      Object.assign(file, {
        name: 'onnx/text_model.onnx',
        source: 'https://models.example/text_model.onnx',
        size: null,
        sha256: null,
      });
    });
    const [clip] = parseManifest(json, 'models.json').models;
    assert.equal(clip!.files[0]!.sha256, null);
    assert.equal(clip!.image!.output, 'sentence_embedding');
  });

  const broken: Record<string, [Change, RegExp]> = {
    'a path out of the folder': [
      (_, file) => (file['name'] = '../model.onnx'),
      /models\[0\]\.files\[0\]\.name: .*plain path/,
    ],
    'an absolute path': [(_, file) => (file['name'] = '/etc/passwd'), /plain path/],
    'a Windows path': [(_, file) => (file['name'] = 'C:\\model.onnx'), /plain path/],
    'a short hash': [(_, file) => (file['sha256'] = 'abc'), /sha256: is not 64/],
    'a bundled file without hash': [(_, file) => (file['sha256'] = null), /model\.onnx is bundled and needs/],
    'a source that is not https': [(_, file) => (file['source'] = 'http://x'), /https/],
    'an unknown role': [(_, file) => (file['role'] = 'weights'), /role: "weights" is none of text, image/],
    'a negative size': [(_, file) => (file['size'] = -1), /size: .*positive whole number/],
    'no dimensions': [(model) => delete model['dimensions'], /models\[0\]\.dimensions/],
    'a field left out that may be null': [(model) => delete model['image'], /image: is missing \(null/],
    'an id with a path in it': [(model) => (model['id'] = '../x'), /models\[0\]\.id/],
    'no files': [(model) => (model['files'] = []), /files: .*empty list/],
    'a text where an object belongs': [
      (model) => (model['prefixes'] = 'query: '),
      /prefixes: is not an object/,
    ],
  };
  for (const [what, [change, expected]] of Object.entries(broken)) {
    it(`refuses ${what}, naming the place`, () => {
      assert.throws(
        () => parseManifest(changed(change), 'kb/models.json'),
        (error) =>
          error instanceof AtlasError &&
          error.code === 'ATLAS-CARD' &&
          error.subject === 'kb/models.json' &&
          expected.test(error.message),
      );
    });
  }

  it('refuses two models of one name, another version, and what is not JSON', () => {
    assert.throws(
      () => parseManifest(JSON.stringify({ version: 1, models: [BUNDLED, BUNDLED] }), 'f'),
      /is there twice/,
    );
    assert.throws(() => parseManifest(JSON.stringify({ version: 2, models: [BUNDLED] }), 'f'), /version/);
    assert.throws(() => parseManifest('{', 'f'), { code: 'ATLAS-CARD' });
  });

  it('says so when the file is not there', async () => {
    await assert.rejects(loadManifest('/nowhere/models.json'), {
      code: 'ATLAS-FILE',
      subject: '/nowhere/models.json',
    });
  });
});
