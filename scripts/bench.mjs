// npm run bench [-- NAME…] [--OPTION…]: sets up and runs test/bench/NAME.ts on Node 24, all of them without a name.
// Each prints its table as Markdown on standard output. Options are handed on to the benches.
import { readdirSync } from 'node:fs';
import { build } from './build.mjs';
import { ensureBenchPackages } from './lib/benchPackages.mjs';
import { findNode24 } from './lib/node24.mjs';
import { inRoot } from './lib/paths.mjs';
import { run, runMain, say, ScriptError } from './lib/run.mjs';
import { setUp } from './setup.mjs';

/** Benches that compare with packages of test/bench/package.json, which nothing else needs. */
const WITH_PACKAGES = ['peer', 'quality'];
/** Benches that ask the built atlas or start the built extension. */
const WITH_BUILD = ['activation', 'latency', 'peer', 'quality'];

await runMain(import.meta.url, async () => {
  const known = readdirSync(inRoot('test/bench'))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length));
  const options = process.argv.slice(2).filter((word) => word.startsWith('--'));
  const named = process.argv.slice(2).filter((word) => !word.startsWith('--'));
  const unknown = named.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new ScriptError(`No bench ${unknown.join(', ')}: ${known.join(', ')}.`);
  const names = named.length > 0 ? named : known;

  await setUp({ server: names.includes('activation'), browser: names.includes('activation') });
  if (names.some((name) => WITH_PACKAGES.includes(name))) await ensureBenchPackages();
  if (names.some((name) => WITH_BUILD.includes(name))) await build();

  const { node, args } = findNode24();
  // ONNX Runtime's own telemetry is on by default and reads only the environment.
  const env = { ...process.env, ORT_DISABLE_TELEMETRY: '1' };
  const failed = [];
  for (const name of names) {
    say(`\n== ${name}`);
    const command = [...args, inRoot('test/bench', `${name}.ts`), ...options];
    if ((await run(node, command, { env, stdio: ['ignore', 1, 2] })) !== 0) failed.push(name);
  }
  if (failed.length > 0) throw new ScriptError(`Failed: ${failed.join(', ')}.`);
});
