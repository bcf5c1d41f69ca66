import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Debounced } from '../../../src/features/library/debounced.ts';
import { FakeClock } from '../protocol/fakes.ts';

/** Lets everything that waits for a promise go on. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function setUp() {
  const clock = new FakeClock();
  const runs: PromiseWithResolvers<void>[] = [];
  const signals: AbortSignal[] = [];
  const work = (signal: AbortSignal): Promise<void> => {
    signals.push(signal);
    const run = Promise.withResolvers<void>();
    runs.push(run);
    return run.promise;
  };
  return { clock, runs, signals, debounced: new Debounced(work, 2000, clock) };
}

test('work is done once when nobody has asked for a while', () => {
  const { clock, runs, debounced } = setUp();
  debounced.ask();
  clock.pass(1500);
  debounced.ask();
  clock.pass(1500);
  assert.equal(runs.length, 0);
  clock.pass(500);
  assert.equal(runs.length, 1);
  clock.pass(10_000);
  assert.equal(runs.length, 1);
});

test('it never runs twice at once, and again for who asked meanwhile', async () => {
  const { clock, runs, debounced } = setUp();
  debounced.ask();
  clock.pass(2000);
  debounced.ask();
  clock.pass(5000);
  assert.equal(runs.length, 1);
  runs[0]!.resolve();
  await settle();
  clock.pass(2000);
  assert.equal(runs.length, 2);
  runs[1]!.resolve();
  await settle();
  clock.pass(10_000);
  assert.equal(runs.length, 2);
});

test('who is done with it is asked no more', () => {
  const { clock, runs, signals, debounced } = setUp();
  debounced.ask();
  clock.pass(2000);
  debounced.ask();
  debounced.dispose();
  assert.equal(signals[0]!.aborted, true);
  debounced.ask();
  clock.pass(10_000);
  assert.equal(runs.length, 1);
});
