import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AtlasError } from '../../../src/core/errors.ts';
import { EngineSupervisor, type SupervisorLimits } from '../../../src/protocol/engineSupervisor.ts';
import { configuration, FakeClock, FakeEngines, readAnswer } from './fakes.ts';

function supervise(limits: Partial<SupervisorLimits> = {}, killable = true) {
  const engines = new FakeEngines(killable);
  const clock = new FakeClock();
  const log: string[] = [];
  const states: string[] = [];
  const reasons: (string | null)[] = [];
  const supervisor = new EngineSupervisor({
    start: engines.start,
    configuration: () => configuration,
    clock,
    limits,
    log: (line) => log.push(line),
  });
  supervisor.onState((state, reason) => {
    states.push(state);
    reasons.push(reason);
  });
  return {
    engines,
    clock,
    log,
    states,
    reasons,
    supervisor,
    read: () => supervisor.request('read', { id: 'clip' }),
  };
}

/** Lets promises that are settled run on. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const code = (expected: string) => (error: AtlasError) => error.code === expected;

describe('the supervisor', () => {
  it('starts no engine before it is asked something, and then answers', async () => {
    const { engines, supervisor, states, read } = supervise();
    assert.equal(supervisor.state, 'idle');
    assert.equal(engines.all.length, 0);
    const answer = read();
    assert.equal(supervisor.state, 'starting');
    assert.equal(engines.last.configuration.safeMode, false);
    assert.equal(engines.last.requests.length, 0);
    engines.last.becomeReady();
    await settle();
    engines.last.answer(readAnswer);
    assert.deepEqual(await answer, readAnswer);
    assert.deepEqual(states, ['starting', 'ready']);
    assert.equal(supervisor.pid, 4711);
  });

  it('rejects what is in flight when the engine crashes, says why, and starts the next one', async () => {
    const { engines, supervisor, log, read } = supervise();
    const answer = read();
    engines.last.becomeReady();
    await settle();
    engines.last.end({ signal: 'SIGKILL', stderr: 'its last words' });
    await assert.rejects(answer, (error: AtlasError) => {
      assert.equal(error.code, 'ATLAS-ENGINE-CRASHED');
      assert.match(error.message, /SIGKILL.*being restarted/);
      return true;
    });
    assert.match(log.join('\n'), /its last words/);
    assert.equal(engines.all.length, 2);
    engines.last.becomeReady();
    const next = read();
    await settle();
    engines.last.answer(readAnswer);
    assert.deepEqual(await next, readAnswer);
    assert.equal(supervisor.state, 'ready');
  });

  it('goes to safe mode after one crash more than is allowed, and says how to restart', async () => {
    const { engines, supervisor, states, reasons, read } = supervise({ restarts: 5 });
    const first = read();
    engines.last.becomeReady();
    await settle();
    for (let crash = 1; crash <= 6; crash += 1) {
      assert.equal(engines.last.configuration.safeMode, false);
      engines.last.end({ code: 134 });
      if (crash < 6) engines.last.becomeReady();
    }
    await assert.rejects(first, code('ATLAS-ENGINE-CRASHED'));
    assert.equal(engines.last.configuration.safeMode, true);
    engines.last.becomeReady();
    assert.equal(supervisor.state, 'safe');
    assert.equal(states.at(-1), 'safe');
    assert.match(reasons.at(-1)!, /6 times within 3 minutes.*exit code 134.*Restart Engine/);
    const next = read();
    await settle();
    engines.last.answer(readAnswer);
    assert.deepEqual(await next, readAnswer);
  });

  it('forgets crashes that are older than the window', async () => {
    const { engines, clock, read } = supervise({ restarts: 1, window: 1_000 });
    const first = read();
    for (let crash = 0; crash < 10; crash += 1) {
      engines.last.end({ code: 1 });
      clock.pass(1_001);
    }
    assert.equal(engines.last.configuration.safeMode, false);
    engines.last.becomeReady();
    await settle();
    engines.last.answer(readAnswer);
    assert.deepEqual(await first, readAnswer);
  });

  it('keeps a request that waits for the start through crashes at the start', async () => {
    const { engines, read } = supervise({ restarts: 2 });
    const answer = read();
    engines.last.end({ error: 'it cannot load' });
    engines.last.end({ error: 'it cannot load' });
    engines.last.end({ error: 'it cannot load' });
    assert.equal(engines.last.configuration.safeMode, true);
    engines.last.becomeReady();
    await settle();
    engines.last.answer(readAnswer);
    assert.deepEqual(await answer, readAnswer);
  });

  it('gives up when safe mode crashes too, until it is restarted', async () => {
    const { engines, supervisor, read } = supervise({ restarts: 0 });
    const waiting = read();
    engines.last.end({ code: 1 });
    engines.last.end({ code: 2 });
    await assert.rejects(waiting, code('ATLAS-ENGINE-UNAVAILABLE'));
    assert.equal(supervisor.state, 'failed');
    await assert.rejects(read(), (error: AtlasError) => /exit code 2.*Restart Engine/.test(error.message));
    assert.equal(engines.all.length, 2);

    const restarted = supervisor.restart();
    await settle();
    assert.equal(engines.last.configuration.safeMode, false);
    engines.last.becomeReady();
    await restarted;
    assert.equal(supervisor.state, 'ready');
  });

  it('counts an engine that does not become ready in time as crashed', async () => {
    const { engines, clock, log, read } = supervise({ startUp: 20_000 });
    void read().catch(() => undefined);
    clock.pass(19_999);
    assert.equal(engines.all.length, 1);
    clock.pass(1);
    assert.equal(engines.all[0]!.killed, true);
    assert.equal(engines.all.length, 2);
    assert.match(log.join('\n'), /not ready within 20 s/);
  });

  it('ends an engine that hangs after a deadline, and leaves one alone that answers late', async () => {
    const { engines, clock, read } = supervise({ cancelGrace: 5_000 });
    const late = read();
    engines.last.becomeReady();
    await settle();
    clock.pass(15_000);
    await assert.rejects(late, code('ATLAS-DEADLINE'));
    assert.deepEqual(engines.last.sent.at(-1), { type: 'cancel', id: 1 });
    engines.last.answer(readAnswer);
    clock.pass(60_000);
    assert.equal(engines.all.length, 1);

    const hanging = read();
    await settle();
    clock.pass(15_000);
    await assert.rejects(hanging, code('ATLAS-DEADLINE'));
    const other = read();
    await settle();
    clock.pass(5_000);
    await assert.rejects(other, code('ATLAS-ENGINE-CRASHED'));
    assert.equal(engines.all[0]!.killed, true);
    assert.equal(engines.all.length, 2);
  });

  it('asks the engine to stop on restart and waits until it has ended', async () => {
    const { engines, supervisor, states, read } = supervise();
    const answer = read();
    engines.last.becomeReady();
    await settle();
    const restarted = supervisor.restart();
    await assert.rejects(answer, code('ATLAS-CANCELLED'));
    assert.deepEqual(engines.last.sent.at(-1), { type: 'stop' });
    const meanwhile = read();
    assert.equal(engines.all.length, 1);
    engines.last.end({ code: 0 });
    await settle();
    assert.equal(engines.all.length, 2);
    engines.last.becomeReady();
    await restarted;
    await settle();
    engines.last.answer(readAnswer);
    assert.deepEqual(await meanwhile, readAnswer);
    assert.ok(!states.includes('failed'));
  });

  it('kills on dispose only what does not end by itself, and a thread never', async () => {
    for (const killable of [true, false]) {
      const { engines, clock, supervisor, read } = supervise({ stop: 4_000 }, killable);
      const answer = read();
      engines.last.becomeReady();
      await settle();
      const disposed = supervisor.dispose();
      await assert.rejects(answer, code('ATLAS-CANCELLED'));
      assert.equal(engines.last.killed, false);
      clock.pass(4_000);
      await disposed;
      assert.equal(engines.last.killed, killable);
      assert.equal(engines.all.length, 1);
      await assert.rejects(read(), code('ATLAS-ENGINE-UNAVAILABLE'));
    }
  });

  it('gives up a request that is cancelled while the engine starts', async () => {
    const { engines, supervisor } = supervise();
    const abort = new AbortController();
    const answer = supervisor.request('read', { id: 'clip' }, { signal: abort.signal });
    abort.abort();
    await assert.rejects(answer, code('ATLAS-CANCELLED'));
    engines.last.becomeReady();
    await settle();
    assert.equal(engines.last.requests.length, 0);
  });

  it('survives messages that make no sense', async () => {
    const { engines, log, read } = supervise();
    const answer = read();
    for (const message of [null, 1, 'ready', {}, { type: 'ready' }, { type: 'response', id: 'x' }]) {
      engines.last.say(message as object);
    }
    engines.last.becomeReady();
    await settle();
    engines.last.answer(readAnswer);
    assert.deepEqual(await answer, readAnswer);
    assert.match(log.join('\n'), /was ignored/);
  });

  it('passes on what the engine says of its models', async () => {
    const { engines, supervisor, read } = supervise();
    void read().catch(() => undefined);
    const reports: unknown[] = [];
    supervisor.onReport((report) => reports.push(report));
    const report = { embedder: 'ready', provider: 'cpu', notices: ['The library was damaged.'] };
    engines.last.say({ type: 'state', report });
    assert.deepEqual(reports, [report]);
  });

  it('treats a start that throws as a crash', async () => {
    const supervisor = new EngineSupervisor({
      start: () => {
        throw new Error('spawn EAGAIN');
      },
      configuration: () => configuration,
      clock: new FakeClock(),
    });
    await assert.rejects(supervisor.request('read', { id: 'clip' }), (error: AtlasError) => {
      return error.code === 'ATLAS-ENGINE-UNAVAILABLE' && error.message.includes('EAGAIN');
    });
  });
});
