import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { EngineServer } from '../../../src/engine/engineServer.ts';
import { parseEngineMessage, type EngineMessage } from '../../../src/protocol/messages.ts';
import { configurationFor, fakeAnswer, fakeParts } from './fakeParts.ts';

function serve() {
  const sent: EngineMessage[] = [];
  const ended = Promise.withResolvers<void>();
  const parts = fakeParts({
    createSearcher: async () => ({
      search: async ({ query }, signal) => {
        await parts.onSearch({ query }, signal);
        return fakeAnswer(query, 'hybrid');
      },
      similar: async () => ({ hits: [] }),
    }),
    openAtlas: async () => ({ stats: async () => ({ notices: [] }), close: async () => undefined }) as never,
  });
  const waiting: { id: number; resolve: (message: EngineMessage) => void }[] = [];
  const server = new EngineServer(
    {
      send: (message) => {
        sent.push(structuredClone(message));
        for (const each of waiting) if ('id' in message && message.id === each.id) each.resolve(message);
      },
      log: () => undefined,
      end: () => ended.resolve(),
    },
    parts,
  );
  const reply = (id: number): Promise<EngineMessage> =>
    new Promise((resolve) => waiting.push({ id, resolve }));
  const start = (): void => server.receive({ type: 'start', configuration: configurationFor(null) });
  return { server, sent, parts, reply, start, ended: ended.promise };
}

describe('the engine behind its channel', () => {
  it('says that it is ready, answers, and ends when it is asked to', async () => {
    const { server, sent, reply, start, ended } = serve();
    start();
    assert.deepEqual(sent[0], { type: 'ready', pid: process.pid, safeMode: false });
    const answer = reply(1);
    server.receive({ type: 'request', id: 1, name: 'search', payload: { query: 'clip' } });
    const message = await answer;
    assert.ok(message.type === 'response');
    assert.equal((message.result as { query: string }).query, 'clip');
    server.receive({ type: 'stop' });
    await ended;
  });

  it('acknowledges a cancelled question at once, and answers the next', async () => {
    const { server, parts, reply, start } = serve();
    start();
    const begun = Promise.withResolvers<void>();
    parts.onSearch = () => {
      begun.resolve();
      return new Promise(() => undefined);
    };
    const first = reply(1);
    server.receive({ type: 'request', id: 1, name: 'search', payload: { query: 'one' } });
    await begun.promise;
    server.receive({ type: 'cancel', id: 1 });
    const message = await first;
    assert.ok(message.type === 'error');
    assert.equal(message.error.code, 'ATLAS-CANCELLED');
    parts.onSearch = async () => undefined;
    const second = reply(2);
    server.receive({ type: 'request', id: 2, name: 'search', payload: { query: 'two' } });
    assert.equal((await second).type, 'response');
  });

  it('answers a wrong message that has an id with an error, and drops the others', async () => {
    const { server, sent, start } = serve();
    start();
    server.receive({ type: 'request', id: 9, name: 'format-disk', payload: {} });
    const message = sent.at(-1);
    assert.ok(message?.type === 'error' && message.id === 9);
    assert.equal(message.error.code, 'ATLAS-PROTOCOL');
    const before = sent.length;
    server.receive(null);
    server.receive('stop');
    assert.equal(sent.length, before);
  });

  it('refuses questions before it was started, and a second start', async () => {
    const { server, sent, reply, start } = serve();
    const answer = reply(1);
    server.receive({ type: 'request', id: 1, name: 'search', payload: { query: 'clip' } });
    const message = await answer;
    assert.ok(message.type === 'error' && message.error.code === 'ATLAS-PROTOCOL');
    start();
    start();
    assert.equal(sent.filter(({ type }) => type === 'ready').length, 1);
  });

  it('only ever says what its host understands, whatever it is told', async () => {
    const { server, sent, start } = serve();
    start();
    const messages = fc.record(
      {
        type: fc.constantFrom('request', 'cancel', 'start', 'nothing'),
        id: fc.oneof(fc.integer({ min: -5, max: 1000 }), fc.anything()),
        name: fc.oneof(fc.constantFrom('search', 'similar', 'cite'), fc.anything()),
        payload: fc.oneof(fc.record({ query: fc.string() }), fc.record({ id: fc.string() }), fc.anything()),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(messages, fc.anything()), { maxLength: 5 }), async (batch) => {
        batch.forEach((message) => server.receive(message));
        await new Promise((resolve) => setImmediate(resolve));
        for (const message of sent) parseEngineMessage(message);
      }),
      { numRuns: 50 },
    );
  });
});
