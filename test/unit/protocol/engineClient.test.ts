import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AtlasError } from '../../../src/core/errors.ts';
import { EngineClient } from '../../../src/protocol/engineClient.ts';
import type { HostMessage } from '../../../src/protocol/messages.ts';
import { FakeClock, readAnswer } from './fakes.ts';

function makeClient() {
  const sent: HostMessage[] = [];
  const clock = new FakeClock();
  const hangs: string[] = [];
  const client = new EngineClient({
    send: (message) => sent.push(message),
    clock,
    cancelGrace: 1_000,
    onHang: (name) => hangs.push(name),
  });
  return { sent, clock, hangs, client };
}

const code = (expected: string) => (error: AtlasError) => error.code === expected;

describe('the client', () => {
  it('gives each answer to its own question, in whatever order they come', async () => {
    const { client } = makeClient();
    const first = client.request('read', { id: 'clip' });
    const second = client.request('read', { id: 'vit' });
    client.receive({ type: 'response', id: 2, result: { ...readAnswer, id: 'vit' } });
    client.receive({ type: 'response', id: 1, result: readAnswer });
    assert.equal((await first).id, 'clip');
    assert.equal((await second).id, 'vit');
    assert.equal(client.inFlight, 0);
  });

  it('rejects with the error the engine named', async () => {
    const { client } = makeClient();
    const answer = client.request('cite', { id: 'nothing' });
    const error = { code: 'ATLAS-NOT-FOUND', message: 'No such paper.', subject: 'nothing' } as const;
    client.receive({ type: 'error', id: 1, error });
    await assert.rejects(answer, (thrown: AtlasError) => {
      assert.deepEqual(thrown.toJSON(), error);
      return true;
    });
  });

  it('sends nothing for a payload of another form', async () => {
    const { client, sent } = makeClient();
    await assert.rejects(client.request('read', { id: 7 } as never), (error: AtlasError) => {
      return error.code === 'ATLAS-PROTOCOL' && error.message.includes('read.id');
    });
    assert.deepEqual(sent, []);
  });

  it('refuses an answer of another form instead of passing it on', async () => {
    const { client } = makeClient();
    const answer = client.request('read', { id: 'clip' });
    client.receive({ type: 'response', id: 1, result: { ...readAnswer, span: ['a', 'b'] } });
    await assert.rejects(answer, code('ATLAS-PROTOCOL'));
  });

  it('tells the engine when a question is cancelled, and ignores the answer that still comes', async () => {
    const { client, sent, clock, hangs } = makeClient();
    const abort = new AbortController();
    const answer = client.request('search', { query: 'clip' }, { signal: abort.signal });
    abort.abort();
    await assert.rejects(answer, code('ATLAS-CANCELLED'));
    assert.deepEqual(sent.at(-1), { type: 'cancel', id: 1 });
    client.receive({ type: 'response', id: 1, result: null });
    clock.pass(100_000);
    assert.deepEqual(hangs, []);
  });

  it('never sends a question that was cancelled before', async () => {
    const { client, sent } = makeClient();
    await assert.rejects(
      client.request('search', { query: 'clip' }, { signal: AbortSignal.abort() }),
      code('ATLAS-CANCELLED'),
    );
    assert.deepEqual(sent, []);
  });

  it('keeps the deadline of the question, or the one it was given', async () => {
    const { client, clock } = makeClient();
    const quick = client.request('read', { id: 'clip' }, { deadline: 500 });
    const usual = client.request('read', { id: 'clip' });
    const index = client.request('index', { folder: '/notes' });
    let settled = false;
    void index.finally(() => (settled = true)).catch(() => undefined);
    clock.pass(500);
    await assert.rejects(
      quick,
      (error: AtlasError) => error.code === 'ATLAS-DEADLINE' && /0\.5 s/.test(error.message),
    );
    assert.equal(client.inFlight, 2);
    clock.pass(14_500);
    await assert.rejects(usual, code('ATLAS-DEADLINE'));
    clock.pass(10_000_000);
    assert.equal(settled, false);
    client.fail({ code: 'ATLAS-ENGINE-CRASHED' } as AtlasError);
    await assert.rejects(index);
  });

  it('passes progress on while the question is in flight, and not after', async () => {
    const { client } = makeClient();
    const seen: number[] = [];
    const answer = client.request(
      'index',
      { folder: '/notes' },
      { onProgress: ({ done }) => seen.push(done) },
    );
    const progress = (done: number): void =>
      client.receive({ type: 'progress', id: 1, progress: { done, total: 3, document: 'a.md' } });
    progress(1);
    progress(2);
    client.receive({
      type: 'response',
      id: 1,
      result: {
        documents: 3,
        passages: 9,
        figures: 0,
        embedded: 9,
        failed: [],
        unchanged: 0,
        removed: 0,
        notices: [],
      },
    });
    progress(3);
    assert.equal((await answer).documents, 3);
    assert.deepEqual(seen, [1, 2]);
  });
});
