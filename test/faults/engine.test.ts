import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { AtlasError } from '../../src/core/errors.ts';
import { EngineSupervisor, type EngineState } from '../../src/protocol/engineSupervisor.ts';
import { forkTransport } from '../../src/protocol/forkTransport.ts';
import type { EngineReport } from '../../src/protocol/messages.ts';
import { workerTransport } from '../../src/protocol/workerTransport.ts';

const ROOT = join(import.meta.dirname, '../..');
const ENGINE = join(ROOT, 'src/engine/main.ts');

const code = (expected: string) => (error: AtlasError) => error.code === expected;

describe('a real engine', () => {
  let folder = '';
  let supervisor: EngineSupervisor;
  let states: [EngineState, string | null][] = [];
  const log: string[] = [];

  const supervise = (isolation: 'process' | 'inHost'): void => {
    states = [];
    supervisor = new EngineSupervisor({
      start: (isolation === 'process' ? forkTransport : workerTransport)(ENGINE),
      configuration: () => ({
        version: '0.0.0',
        knowledgeBase: join(ROOT, 'kb'),
        atlas: join(folder, 'no-atlas'),
        inferenceWorker: join(ROOT, 'src/inference/worker.ts'),
        pdfWorker: join(ROOT, 'src/engine/pdf/worker.ts'),
        pdfium: join(ROOT, 'node_modules/@embedpdf/pdfium/dist/pdfium.wasm'),
        models: [join(ROOT, 'kb/models')],
        library: join(folder, 'library'),
        provider: 'cpu',
        threads: 1,
      }),
      // A machine that is busy with other tests starts a process slowly.
      limits: { startUp: 120_000, stop: 30_000 },
      log: (line) => log.push(line),
    });
    supervisor.onState((state, reason) => states.push([state, reason]));
  };

  const state = (wanted: EngineState): Promise<void> =>
    new Promise((resolve) => {
      if (supervisor.state === wanted) return resolve();
      const stop = supervisor.onState((now) => {
        if (now !== wanted) return;
        stop();
        resolve();
      });
    });

  const writeNotes = async (count: number): Promise<void> => {
    await mkdir(join(folder, 'notes'), { recursive: true });
    for (let number = 0; number < count; number += 1) {
      const text = `# Experiment ${number}\n\nRun ${number} ended with a loss of ${number / 7}.\n`;
      await writeFile(join(folder, `notes/${number}.md`), text);
    }
    const cats = '# Cats\n\nThe cat sleeps on the warm radiator all winter.\n';
    await writeFile(join(folder, 'notes/cats.md'), cats);
  };

  const search = (query: string) =>
    supervisor.request('search', { query, scope: 'library' }, { deadline: 120_000 });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atlas-faults-'));
  });
  afterEach(async (context) => {
    await supervisor.dispose();
    if ((context as { readonly passed?: boolean }).passed === false) context.diagnostic(log.join('\n'));
    log.length = 0;
    await rm(folder, { recursive: true, force: true });
  });

  for (const isolation of ['process', 'inHost'] as const) {
    it(`answers everything it is asked, with isolation ${isolation}`, async () => {
      supervise(isolation);
      const reports: EngineReport[] = [];
      supervisor.onReport((report) => reports.push(report));
      await writeNotes(3);
      const seen: number[] = [];
      const indexed = await supervisor.request(
        'index',
        { folder: join(folder, 'notes') },
        { onProgress: ({ done }) => seen.push(done) },
      );
      assert.equal(indexed.documents, 4);
      assert.deepEqual(indexed.failed, []);
      assert.equal(indexed.embedded, indexed.passages);
      assert.ok(seen.includes(4));
      assert.equal(supervisor.pid === process.pid, isolation === 'inHost');

      const answer = await search('a pet that rests where it is cosy');
      assert.equal(answer.mode, 'hybrid');
      assert.equal(answer.hits[0]?.document, 'cats.md');
      assert.match((await supervisor.request('read', { id: answer.hits[0].id })).markdown, /radiator/);
      assert.equal((await supervisor.request('read', { id: 'clip', language: 'zh' })).language, 'zh');
      assert.match((await supervisor.request('cite', { id: 'paper:clip' })).bibtex, /^@inproceedings\{clip,/);
      const similar = await supervisor.request('similar', { id: answer.hits[0].id });
      assert.ok(similar.hits.every(({ document }) => document !== 'cats.md'));
      const doctor = await supervisor.request('doctor', {});
      assert.equal(doctor.models[0]?.provider, 'cpu');
      assert.equal(doctor.store.library?.documents, 4);
      assert.deepEqual(reports.at(-1)?.embedder, 'ready');

      await assert.rejects(supervisor.request('read', { id: 'nothing' }), code('ATLAS-NOT-FOUND'));
      await assert.rejects(search('   '), code('ATLAS-QUERY-EMPTY'));
      const abort = new AbortController();
      const cancelled = supervisor.request('search', { query: 'cats' }, { signal: abort.signal });
      abort.abort();
      await assert.rejects(cancelled, code('ATLAS-CANCELLED'));
      assert.equal((await search('cats')).hits[0]?.document, 'cats.md');
      assert.equal(supervisor.state, 'ready');
    });

    it(`ends in the middle of its work without harm, with isolation ${isolation}`, async () => {
      supervise(isolation);
      await writeNotes(60);
      const begun = Promise.withResolvers<void>();
      const indexing = supervisor.request(
        'index',
        { folder: join(folder, 'notes') },
        { onProgress: ({ done }) => done > 0 && begun.resolve() },
      );
      await begun.promise;
      const ended = supervisor.dispose();
      await assert.rejects(indexing, code('ATLAS-CANCELLED'));
      await ended;
      assert.equal(supervisor.state, 'idle');

      supervise(isolation);
      const again = await supervisor.request('index', { folder: join(folder, 'notes') });
      assert.equal(again.documents, 61);
      assert.ok(again.unchanged > 0);
      assert.deepEqual(again.failed, []);
    });
  }

  it('is started anew when it is killed during a request, and loses nothing it had written', async () => {
    supervise('process');
    await writeNotes(60);
    const begun = Promise.withResolvers<void>();
    const indexing = supervisor.request(
      'index',
      { folder: join(folder, 'notes') },
      { onProgress: ({ done }) => done > 5 && begun.resolve() },
    );
    await begun.promise;
    const killed = supervisor.pid;
    assert.ok(killed !== null && killed !== process.pid);
    process.kill(killed, 'SIGKILL');
    await assert.rejects(indexing, (error: AtlasError) => {
      assert.equal(error.code, 'ATLAS-ENGINE-CRASHED');
      assert.match(error.message, /SIGKILL.*being restarted/);
      return true;
    });
    const answer = await search('experiment');
    assert.ok(answer.hits.length > 0);
    assert.notEqual(supervisor.pid, killed);
    const again = await supervisor.request('index', { folder: join(folder, 'notes') });
    assert.equal(again.documents, 61);
    assert.ok(again.unchanged > 0);
    assert.equal(supervisor.state, 'ready');
  });

  it('searches by keyword in safe mode after six kills, and is whole again after a restart', async () => {
    supervise('process');
    await writeNotes(3);
    await supervisor.request('index', { folder: join(folder, 'notes') });
    for (let kill = 1; kill <= 6; kill += 1) {
      await state('ready');
      process.kill(supervisor.pid!, 'SIGKILL');
      await state('starting');
    }
    await state('safe');
    assert.match(states.at(-1)![1]!, /6 times.*safe mode.*VLM Atlas: Restart Engine/);

    const answer = await search('cat radiator');
    assert.equal(answer.mode, 'keyword');
    assert.equal(answer.hits[0]?.document, 'cats.md');
    assert.match(answer.notices.join(), /safe mode/);
    assert.equal((await supervisor.request('read', { id: 'vit' })).id, 'vit');
    const maps = `/proc/${supervisor.pid}/maps`;
    if (existsSync(maps))
      assert.doesNotMatch(await readFile(maps, 'utf8'), /onnxruntime|hnswlib|addon\.node/);

    await supervisor.restart();
    assert.equal(supervisor.state, 'ready');
    assert.equal((await search('cat radiator')).mode, 'hybrid');
  });

  it('names what is wrong when there is no engine to start', async () => {
    supervisor = new EngineSupervisor({
      start: forkTransport(join(folder, 'engine.js')),
      configuration: () => ({
        version: '',
        knowledgeBase: '/kb',
        atlas: '/atlas',
        inferenceWorker: '/worker',
        pdfWorker: '/pdfWorker',
        pdfium: '/pdfium.wasm',
        models: [],
        library: null,
        provider: 'cpu',
        threads: 0,
      }),
      limits: { restarts: 1 },
      log: (line) => log.push(line),
    });
    await assert.rejects(
      supervisor.request('doctor', {}),
      (error: AtlasError) => error.code === 'ATLAS-ENGINE-UNAVAILABLE' && /exit code 1/.test(error.message),
    );
    assert.match(log.join('\n'), /Cannot find module/);
  });
});
