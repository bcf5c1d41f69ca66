import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { WorkerEmbedder } from '../../../src/inference/workerEmbedder.ts';
import { WorkerLink } from '../../../src/inference/workerLink.ts';
import type { WorkerSetup } from '../../../src/inference/workerMessages.ts';

const FAKE = new URL('fakeThread.ts', import.meta.url);

describe('an embedder over a thread', () => {
  let embedder: WorkerEmbedder;
  let starts = 0;
  const make = async (threadFile: URL | string = FAKE): Promise<WorkerEmbedder> => {
    starts = 0;
    embedder = new WorkerEmbedder({
      modelId: 'fake',
      dimensions: 1,
      start: (onAnswer) => {
        starts += 1;
        return WorkerLink.start(threadFile, {} as WorkerSetup, onAnswer);
      },
    });
    await embedder.open();
    return embedder;
  };
  const ask = async (order: string): Promise<number> => (await embedder.embedQuery(order))[0]!;
  afterEach(() => embedder.close());

  it('keeps four passages at the thread, and sends a question past all others', async () => {
    await make();
    const passages = Array.from({ length: 10 }, (_, index) => embedder.embedPassage(`${index}`));
    for (const [from, to] of [
      [0, 4],
      [4, 8],
      [8, 10],
    ] as const) {
      assert.equal(await ask('count'), to - from);
      await Promise.all(passages.slice(from, to));
    }
    assert.equal(new Set((await Promise.all(passages)).map(([id]) => id)).size, 10);
  });

  it('forgets what is cancelled: before it was asked, while it waits, and at the thread', async () => {
    await make();
    const passages = Array.from({ length: 6 }, () => {
      const controller = new AbortController();
      return { controller, answer: embedder.embedPassage('x', controller.signal) };
    });
    for (const index of [1, 5]) {
      passages[index]!.controller.abort();
      await assert.rejects(passages[index]!.answer, { code: 'ATLAS-CANCELLED' });
    }
    await assert.rejects(embedder.embedQuery('count', AbortSignal.abort()), { code: 'ATLAS-CANCELLED' });
    let answered = 0;
    while (answered < 4) answered += await ask('count');
    assert.equal(answered, 4);
    await Promise.all([0, 2, 3, 4].map((index) => passages[index]!.answer));
  });

  it('an abort after the answer changes nothing', async () => {
    await make();
    const controller = new AbortController();
    await embedder.embedQuery('count', controller.signal);
    controller.abort();
    assert.equal(await embedder.countTokens('abc'), 3);
  });

  it('passes the error of one text on and goes on', async () => {
    await make();
    await assert.rejects(ask('refuse'), { code: 'ATLAS-RUNTIME', message: 'no' });
    assert.equal(await ask('count'), 0);
  });

  for (const [order, why] of [
    ['exit', /exit code 3/],
    ['throw', /out of luck/],
  ] as const) {
    it(`rejects what waits when the thread dies by ${order}, and starts another for the next call`, async () => {
      await make();
      const passages = Array.from({ length: 6 }, () => embedder.embedPassage('x'));
      const deaths = await Promise.allSettled([...passages, ask(order)]);
      for (const death of deaths) {
        assert.equal(death.status, 'rejected');
        assert.equal((death.reason as { code: string }).code, 'ATLAS-RUNTIME');
        assert.match(String(death.reason), why);
      }
      assert.equal(await ask('count'), 0);
      assert.equal(starts, 2);
    });
  }

  it('gives up after two deaths with nothing answered between', async () => {
    await make();
    await assert.rejects(ask('exit'), { code: 'ATLAS-RUNTIME' });
    await assert.rejects(ask('exit'), { code: 'ATLAS-RUNTIME' });
    await assert.rejects(ask('count'), { code: 'ATLAS-RUNTIME', message: /twice in a row/ });
    assert.equal(starts, 2);
  });

  it('rejects what waits when it is closed, and everything after', async () => {
    await make();
    const waiting = Array.from({ length: 6 }, () => embedder.embedPassage('x'));
    const [closed, ...others] = await Promise.allSettled([embedder.close(), ...waiting]);
    assert.equal(closed!.status, 'fulfilled');
    for (const other of others) assert.equal((other as PromiseRejectedResult).reason.code, 'ATLAS-CANCELLED');
    await assert.rejects(embedder.embedQuery('count'), { code: 'ATLAS-CANCELLED' });
  });

  it('says so when the thread has no program', async () => {
    await assert.rejects(make('/nowhere/inferenceWorker.js'), { code: 'ATLAS-RUNTIME', message: /nowhere/ });
  });
});
