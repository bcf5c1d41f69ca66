import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { AtlasError } from '../../../src/core/errors.ts';
import { Engine } from '../../../src/engine/engine.ts';
import type { EngineReport } from '../../../src/protocol/messages.ts';
import { configurationFor, fakeParts, type FakeParts } from './fakeParts.ts';

const code = (expected: string) => (error: AtlasError) => error.code === expected;

describe('the engine', () => {
  let library = '';
  let engine: Engine;
  const reports: EngineReport[] = [];

  const open = (parts: FakeParts, safeMode = false): FakeParts => {
    engine = new Engine(configurationFor(library, safeMode), parts, (report) => reports.push(report));
    return parts;
  };

  beforeEach(async () => {
    library = await mkdtemp(join(tmpdir(), 'atlas-engine-'));
    reports.length = 0;
  });
  afterEach(async () => {
    await engine.close();
    await rm(library, { recursive: true });
  });

  const withNotes = async (): Promise<void> => {
    await mkdir(join(library, 'notes'));
    await writeFile(join(library, 'notes/a.md'), '# A\n\nText of a note.\n');
    await engine.request('index', { folder: join(library, 'notes') });
  };

  it('names atlas and cause when there is nothing to search in', async () => {
    open(fakeParts());
    await assert.rejects(engine.request('search', { query: 'clip' }), code('ATLAS-FILE'));
  });

  it('searches the library alone when the atlas is missing, and says so', async () => {
    open(fakeParts());
    await withNotes();
    const answer = await engine.request('search', { query: 'note' });
    assert.equal(answer.mode, 'hybrid');
    assert.match(answer.notices.join(), /index of the atlas is not there/);
  });

  it('searches by keyword when the model cannot be loaded, with the cause, and does not try again', async () => {
    let attempts = 0;
    open(
      fakeParts({
        createEmbedder: async () => {
          attempts += 1;
          throw new AtlasError(
            'ATLAS-MODEL-DAMAGED',
            'model.onnx has the SHA-256 1 instead of 2.',
            'model.onnx',
          );
        },
      }),
    );
    await withNotes();
    for (let question = 0; question < 2; question += 1) {
      const answer = await engine.request('search', { query: 'note' });
      assert.equal(answer.mode, 'keyword');
      assert.match(answer.notices.join(), /model\.onnx has the SHA-256 1/);
    }
    assert.equal(attempts, 1);
    assert.deepEqual(reports.at(-1)?.embedder, 'failed');
    const { models, problems } = await engine.request('doctor', {});
    assert.equal(models[0]?.provider, null);
    assert.match(problems.join(), /SHA-256 1/);
  });

  it('asks again by keyword when the model fails during a question', async () => {
    const parts = open(fakeParts());
    await withNotes();
    assert.equal((await engine.request('search', { query: 'note' })).mode, 'hybrid');
    parts.embedder.before = async () => {
      throw new AtlasError('ATLAS-RUNTIME', 'The runtime failed twice.');
    };
    const answer = await engine.request('search', { query: 'note' });
    assert.equal(answer.mode, 'keyword');
    assert.match(answer.notices.join(), /failed twice/);
  });

  it('loads no model in safe mode, and searches, reads and cites all the same', async () => {
    open(
      fakeParts({
        createEmbedder: async () => {
          throw new Error('A model was loaded in safe mode.');
        },
      }),
      true,
    );
    await withNotes();
    const answer = await engine.request('search', { query: 'note' });
    assert.equal(answer.mode, 'keyword');
    assert.match(answer.notices[0]!, /safe mode.*Restart Engine/);
    assert.equal((await engine.request('read', { id: 'clip' })).kind, 'concept');
    assert.equal((await engine.request('doctor', {})).safeMode, true);
  });

  it('lets go of a question at once when it is cancelled', async () => {
    const parts = open(fakeParts());
    await withNotes();
    const begun = Promise.withResolvers<void>();
    const never = new Promise<void>(() => undefined);
    let seen: AbortSignal | undefined;
    parts.onSearch = async (_request, signal) => {
      seen = signal;
      begun.resolve();
      await Promise.race([never, new Promise((resolve) => signal?.addEventListener('abort', resolve))]);
    };
    const abort = new AbortController();
    const answer = engine.request('search', { query: 'note' }, { signal: abort.signal });
    await begun.promise;
    abort.abort();
    await assert.rejects(answer, code('ATLAS-CANCELLED'));
    assert.equal(seen?.aborted, true);
  });

  it('cancels what is asked when it closes, and closes the model', async () => {
    const parts = open(fakeParts());
    await withNotes();
    const begun = Promise.withResolvers<void>();
    parts.onSearch = async (_request, signal) => {
      begun.resolve();
      await new Promise((resolve) => signal?.addEventListener('abort', resolve));
    };
    const answer = engine.request('search', { query: 'note' });
    await begun.promise;
    const closed = engine.close();
    await assert.rejects(answer, code('ATLAS-CANCELLED'));
    await closed;
    assert.equal(parts.embedder.closed, true);
    await assert.rejects(engine.request('search', { query: 'note' }), code('ATLAS-CANCELLED'));
  });

  it('refuses a payload of another form', async () => {
    open(fakeParts());
    await assert.rejects(engine.request('search', { query: 1 }), code('ATLAS-PROTOCOL'));
  });

  it('sets a damaged library aside, keeps a copy, says so, and indexes anew', async () => {
    open(fakeParts());
    await withNotes();
    await engine.close();
    await writeFile(join(library, 'library.sqlite'), 'this is no database '.repeat(1000));
    open(fakeParts());
    await engine.request('search', { query: 'note' });
    assert.match(reports.at(-1)!.notices.join(), /was damaged.*kept as/s);
    assert.ok((await readdir(library)).some((name) => name.includes('damaged')));
    const again = await engine.request('index', { folder: join(library, 'notes') });
    assert.equal(again.documents, 1);
    assert.equal((await engine.request('doctor', {})).store.library?.documents, 1);
  });

  it('shows what was indexed to the next question', async () => {
    const parts = open(fakeParts());
    await withNotes();
    await engine.request('search', { query: 'note' });
    const before = parts.searchers;
    await writeFile(join(library, 'notes/b.md'), '# B\n\nAnother note.\n');
    await engine.request('index', { folder: join(library, 'notes') });
    await engine.request('search', { query: 'note' });
    assert.ok(parts.searchers > before);
    assert.equal((await engine.request('doctor', {})).store.library?.documents, 2);
  });

  it('takes up what another process has indexed', async (context) => {
    const parts = open(fakeParts());
    await withNotes();
    await engine.request('search', { query: 'note' });
    const before = parts.searchers;
    parts.stamp = 'written by another';
    const now = performance.now();
    context.mock.method(performance, 'now', () => now + 2_000);
    await engine.request('search', { query: 'note' });
    assert.equal(parts.searchers, before + 1);
  });
});
