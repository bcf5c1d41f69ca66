// npm test [-- GROUP…]: sets up, builds, and runs the groups of scripts/lib/testGroups.mjs (all without a name).
// The last line is `N passed, N failed`, with `, N skipped` when there are any. The exit code is 1 when something
// failed or when a group ran no test.
import { build } from './build.mjs';
import { runMain, say, ScriptError } from './lib/run.mjs';
import { GROUPS } from './lib/testGroups.mjs';
import { setUp } from './setup.mjs';

const CRASHED = { passed: 0, failed: 1, skipped: 0 };

/** Groups that drive VS Code in a browser. */
const IN_BROWSER = ['host', 'browser', 'package'];

await runMain(import.meta.url, async () => {
  const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(GROUPS);
  const unknown = names.filter((name) => !Object.hasOwn(GROUPS, name));
  if (unknown.length > 0)
    throw new ScriptError(`No group ${unknown.join(', ')}: ${Object.keys(GROUPS).join(', ')}.`);

  const total = { passed: 0, failed: 0, skipped: 0 };
  const add = (name, counts) => {
    for (const key of Object.keys(total)) total[key] += counts[key];
    const empty = counts.passed + counts.failed === 0;
    if (empty) total.failed += 1;
    const verdict = empty ? 'ran no test' : `${counts.passed} passed, ${counts.failed} failed`;
    say(`${name}: ${verdict}${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}`);
  };

  const browser = names.some((name) => IN_BROWSER.includes(name));
  const ready = await attempt(async () => {
    await setUp({ server: browser, browser });
    await build();
  });
  if (!ready) add('set-up and build', CRASHED);
  for (const name of ready ? names : []) {
    say(`\n== ${name}`);
    await attempt(
      async () => add(name, await GROUPS[name]()),
      () => add(name, CRASHED),
    );
  }

  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
  return total.failed > 0 ? 1 : 0;
});

/** Runs a part; when it throws, prints why and calls `otherwise`. */
async function attempt(part, otherwise = () => {}) {
  try {
    await part();
    return true;
  } catch (error) {
    say(error instanceof ScriptError ? error.message : error);
    otherwise();
    return false;
  }
}
