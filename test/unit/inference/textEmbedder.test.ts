import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import {
  inspectModel,
  threadsFor,
  type OpenedTextEmbedder,
} from '../../../src/inference/createTextEmbedder.ts';
import { countCores, loadRuntime } from '../../../src/inference/runtime.ts';
import { TextModel } from '../../../src/inference/textModel.ts';
import { BUNDLED, cosine, MANIFEST, MODEL_DIRS, modelFile, openBundled, REFERENCE } from './bundledModel.ts';

const PREFIXES = { query: 'query: ', passage: 'passage: ' } as const;

describe('the bundled text model', () => {
  let opened: OpenedTextEmbedder;
  before(async () => (opened = await openBundled()));
  after(() => opened.embedder.close());

  it('says what runs it and that its files are whole', () => {
    const { status, embedder } = opened;
    assert.deepEqual([status.id, status.provider, status.problems], [BUNDLED.id, 'cpu', []]);
    assert.ok(
      status.files.length === 5 && status.files.every(({ ok, sha256 }) => ok && sha256.length === 64),
    );
    assert.deepEqual([embedder.modelId, embedder.dimensions], [BUNDLED.id, 384]);
  });

  it('gives the vectors of the reference', async () => {
    for (const { text, input_ids: ids, 'model.onnx': expected } of REFERENCE) {
      const kind = text.startsWith(PREFIXES.query) ? 'query' : 'passage';
      const bare = text.slice(PREFIXES[kind].length);
      const vector = await (kind === 'query'
        ? opened.embedder.embedQuery(bare)
        : opened.embedder.embedPassage(bare));
      // A full window of one sentence over and over: its rounding differs between kinds of processors.
      const least = ids.length === 512 ? 0.999 : 0.99999;
      assert.ok(cosine(vector, expected) >= least, `${text.slice(0, 40)}: ${cosine(vector, expected)}`);
    }
  });

  it('gives unit vectors for any question', async () => {
    const texts = [
      '',
      '😀🎉',
      '\x00\x01\x02',
      '\ud800',
      ' \n ',
      '扩散模型'.repeat(25_000),
      'x '.repeat(50_000),
    ];
    for (const text of texts) {
      const vector = await opened.embedder.embedQuery(text);
      assert.equal(vector.length, 384);
      assert.ok(Math.abs(Math.hypot(...vector) - 1) < 1e-3, JSON.stringify(text.slice(0, 8)));
    }
  });

  it('gives a text the same vector alone and among many', async () => {
    const text = 'CLIP learns a joint space of images and texts.';
    const alone = await opened.embedder.embedPassage(text);
    const others = [3, 40, 12, 25].map((words) => opened.embedder.embedPassage('patch '.repeat(words)));
    assert.deepEqual(await opened.embedder.embedPassage(text), alone);
    await Promise.all(others);
  });

  it('answers a question before the passages that were there first', async () => {
    const order: string[] = [];
    const note = (what: string) => (): void => void order.push(what);
    const long = 'The vision encoder stays frozen while the projector learns. '.repeat(40);
    const passages = Array.from({ length: 8 }, () =>
      opened.embedder.embedPassage(long).then(note('passage')),
    );
    const question = opened.embedder.embedQuery('why is the vision encoder frozen?').then(note('question'));
    await Promise.all([...passages, question]);
    assert.equal(order.length, 9);
    assert.ok(order.indexOf('question') <= 2, order.join(' '));
  });

  it('drops what is cancelled while it waits', async () => {
    const controller = new AbortController();
    const passages = Array.from({ length: 8 }, (_, index) =>
      opened.embedder.embedPassage(`passage ${index} of many`, index >= 3 ? controller.signal : undefined),
    );
    controller.abort();
    const results = await Promise.allSettled(passages);
    assert.deepEqual(
      results.map(({ status }) => status === 'fulfilled'),
      [true, true, true, false, false, false, false, false],
    );
    assert.equal((await opened.embedder.embedQuery('still there')).length, 384);
  });

  it('finds Chinese for an English question', async () => {
    const question = await opened.embedder.embedQuery('why do diffusion models work in latent space?');
    const [right, wrong] = await Promise.all(
      ['隐空间扩散：在压缩后的隐空间里去噪，计算量小得多。', '红烧肉要先焯水，再加糖色慢炖。'].map((text) =>
        opened.embedder.embedPassage(text),
      ),
    );
    assert.ok(cosine(question, right!) > cosine(question, wrong!));
  });
});

describe('the inference thread', () => {
  it('is let go in the middle of a run: the run ends, the rest is rejected, the process lives', async () => {
    const program = `
      const { openBundled } = await import(${JSON.stringify(new URL('bundledModel.ts', import.meta.url).href)});
      const { embedder } = await openBundled();
      const long = 'The vision encoder stays frozen while the projector learns. '.repeat(40);
      const waiting = Array.from({ length: 6 }, () => embedder.embedPassage(long));
      await waiting[0];
      const close = embedder.close();
      const results = await Promise.allSettled(waiting);
      await close;
      console.log(JSON.stringify(results.map(({ status, reason }) => reason?.code ?? status)));`;
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--input-type=module',
      '--eval',
      program,
    ]);
    const results = JSON.parse(stdout) as string[];
    assert.equal(results[0], 'fulfilled');
    assert.equal(results.at(-1), 'ATLAS-CANCELLED');
    assert.ok(
      results.every((result) => result === 'fulfilled' || result === 'ATLAS-CANCELLED'),
      stdout,
    );
  });

  it('names the cause when the native runtime cannot be loaded', async () => {
    await assert.rejects(openBundled({ workerFile: new URL('withoutRuntime.ts', import.meta.url) }), {
      code: 'ATLAS-RUNTIME',
      message: /libonnxruntime\.so\.1: cannot open shared object file/,
    });
  });

  it('does not load the runtime while its telemetry is on', async () => {
    const before = process.env['ORT_DISABLE_TELEMETRY'];
    delete process.env['ORT_DISABLE_TELEMETRY'];
    try {
      await assert.rejects(loadRuntime(), { code: 'ATLAS-RUNTIME', subject: 'ORT_DISABLE_TELEMETRY' });
    } finally {
      if (before !== undefined) process.env['ORT_DISABLE_TELEMETRY'] = before;
    }
  });

  it('runs on the CPU, saying so, where a provider asked for is not there', async () => {
    const { embedder, status } = await openBundled({
      provider: process.platform === 'darwin' ? 'directml' : 'coreml',
    });
    await embedder.close();
    assert.equal(status.provider, 'cpu');
    assert.match(status.problems[0]!, /The provider (coreml|directml) is not used: the runtime has no/);
  });
});

describe('a text model', () => {
  it('pools token vectors itself where the graph does not', async () => {
    process.env['ORT_DISABLE_TELEMETRY'] = '1';
    const machine = { platform: 'test', hasCudaLibrary: false, hasGpuDevice: false };
    const model = await TextModel.open(
      {
        modelId: BUNDLED.id,
        dimensions: 384,
        maxTokens: 512,
        prefixes: PREFIXES,
        interface: { ...BUNDLED.text!, output: 'last_hidden_state', pooling: 'mean' },
        cpuFile: { name: 'model.onnx', path: modelFile('model.onnx') },
        gpuFile: null,
        tokenizerFile: modelFile('tokenizer.json'),
        tokenizerConfigFile: modelFile('tokenizer_config.json'),
        referenceFile: null,
        provider: 'cpu',
        skip: [],
        threads: { question: 1, passage: 2 },
      },
      machine,
    );
    const { text, 'model.onnx': expected } = REFERENCE[0]!;
    assert.ok(cosine(await model.embed('query', text.slice(PREFIXES.query.length)), expected) >= 0.99999);
    const passage = REFERENCE.find((entry) => entry.text.startsWith(PREFIXES.passage))!;
    const bare = passage.text.slice(PREFIXES.passage.length);
    const [first, again] = [await model.embed('passage', bare), await model.embed('passage', bare)];
    assert.ok(cosine(first, passage['model.onnx']) >= 0.99999, 'on two threads, where a question has one');
    assert.deepEqual(again, first);
    await model.release();
  });

  it('that is not in the list, or in no folder, is missing', async () => {
    await assert.rejects(openBundled({ modelId: 'clip' }), { code: 'ATLAS-MODEL-MISSING', subject: 'clip' });
    await assert.rejects(openBundled({ modelDirs: ['/nowhere'] }), {
      code: 'ATLAS-MODEL-MISSING',
      message: /\/nowhere/,
    });
    const status = await inspectModel(BUNDLED, ['/nowhere']);
    assert.ok(
      status.provider === null && status.files.every(({ ok }) => !ok) && status.problems.length === 1,
    );
  });

  it('is taken from the first folder that has it', async () => {
    const { problems } = await inspectModel(MANIFEST.models[0]!, ['/nowhere', ...MODEL_DIRS]);
    assert.deepEqual(problems, []);
  });
});

describe('cores', () => {
  it('are counted once for all their hardware threads', () => {
    const block = (core: number, chip = 0): string =>
      `processor : 1\nphysical id\t: ${chip}\ncore id\t\t: ${core}\n`;
    assert.equal(countCores([block(0), block(1), block(0), block(1)].join('\n')), 2);
    assert.equal(countCores([block(0, 0), block(0, 1)].join('\n')), 2);
    assert.equal(countCores('processor : 0\nBogoMIPS : 50\n'), 0);
  });

  it('are all for passages, up to four; a question leaves one free; the setting holds for both', () => {
    assert.deepEqual(threadsFor(0, 2), { question: 1, passage: 2 });
    assert.deepEqual(threadsFor(0, 1), { question: 1, passage: 1 });
    assert.deepEqual(threadsFor(0, 4), { question: 3, passage: 4 });
    assert.deepEqual(threadsFor(0, 16), { question: 4, passage: 4 });
    assert.deepEqual(threadsFor(3, 2), { question: 3, passage: 3 });
  });
});
