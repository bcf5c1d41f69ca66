import { writeFileSync } from 'node:fs';
import { format } from 'node:util';
import Mocha from 'mocha';

/** Names the file that a test run writes its counts to, for scripts/test.mjs. */
export const COUNTS_FILE = 'VLM_ATLAS_TEST_COUNTS';

/**
 * Runs mocha in the extension host. Rejects when a test failed, and so ends the extension host with code 1.
 *
 * @param load imports the test files, which call mocha's globals (`suite`, `test`, `setup`…): so test/host/index.ts
 *   exports `run = () => runMocha(async () => { await import('./search.test.ts'); … })`
 */
export async function runMocha(load: () => Promise<void>): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', timeout: 60_000, color: false });
  mocha.reporter(PlainReporter as unknown as Mocha.ReporterConstructor);
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await load();
  const runner = await new Promise<Mocha.Runner>((resolve) => {
    const running = mocha.run(() => resolve(running));
  });
  const { passes, failures, pending } = runner.stats ?? { passes: 0, failures: 1, pending: 0 };
  const file = process.env[COUNTS_FILE];
  if (file !== undefined)
    writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
  if (failures > 0) throw new Error(`${failures} of ${passes + failures} tests failed`);
}

/** A line a test, in whole lines: the extension host's console is passed on a call at a time. */
class PlainReporter {
  constructor(runner: Mocha.Runner) {
    runner.on('pass', (test) => print('  ✔ %s (%d ms)', test.fullTitle(), test.duration));
    runner.on('pending', (test) => print('  - %s', test.fullTitle()));
    runner.on('fail', (test, error: unknown) => {
      print('  ✖ %s\n%s', test.fullTitle(), error instanceof Error ? error.stack : String(error));
    });
  }
}

const print = (...args: unknown[]) => console.log(format(...args));
