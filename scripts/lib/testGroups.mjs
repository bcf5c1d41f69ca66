import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runEsbuild } from './bundle.mjs';
import { findNode24 } from './node24.mjs';
import { inRoot, ROOT } from './paths.mjs';
import { run, say, ScriptError } from './run.mjs';
import { filesUnder } from './stamps.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

const PASSED = { passed: 1, failed: 0, skipped: 0 };
const FAILED = { passed: 0, failed: 1, skipped: 0 };

/** Milliseconds after which a single test that hangs is a failure. */
const TEST_TIMEOUT = 600_000;

/**
 * The groups of `npm test` in their order, each a function that runs it to its end and resolves with its counts.
 *
 * @type {Record<string, () => Promise<Counts>>}
 */
export const GROUPS = {
  typecheck: () => check(['node_modules/typescript/bin/tsc', '--noEmit']),
  lint: () => check(['node_modules/eslint/bin/eslint.js', '.']),
  format: () => check(['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']),
  unit: () => nodeTests('unit'),
  faults: () => nodeTests('faults'),
  kb: () => check(['scripts/checkKb.ts']),
  host: hostTests,
  browser: () => nodeTests('browser', ['--test-concurrency=1']),
  package: packageTests,
};

/** A command that counts as one test: it passes when it ends with code 0. */
async function check(command) {
  const { node, args } = findNode24();
  return (await run(node, [...args, ...command], { stdio: ['ignore', 1, 2] })) === 0 ? PASSED : FAILED;
}

/** All test/FOLDER/**\/*.test.ts by node:test. */
async function nodeTests(folder, flags = []) {
  const { node, args } = findNode24();
  const reporter = [
    '--test-reporter',
    inRoot('scripts/lib/testReporter.mjs'),
    '--test-reporter-destination',
    'stdout',
  ];
  const test = [
    '--test',
    `--test-timeout=${TEST_TIMEOUT}`,
    ...flags,
    ...reporter,
    `test/${folder}/**/*.test.ts`,
  ];
  return counted((env) => run(node, [...args, ...test], { env, stdio: ['ignore', 1, 2] }));
}

/** test/host/index.ts inside the extension host of a VS Code server, on a copy of the example library. */
async function hostTests() {
  const { hostTests: bundleOf } = await import('../../esbuild.mjs');
  const { metafile } = await runEsbuild(bundleOf);
  const forgotten = filesUnder(inRoot('test/host'))
    .map((file) => path.relative(ROOT, file).split(path.sep).join('/'))
    .filter((file) => file.endsWith('.test.ts') && !(file in metafile.inputs));
  if (forgotten.length > 0)
    throw new ScriptError(`test/host/index.ts does not import ${forgotten.join(', ')}.`);

  const library = path.join(mkdtempSync(path.join(os.tmpdir(), 'vlm-atlas-library-')), 'library');
  cpSync(inRoot('examples/library'), library, { recursive: true });
  const { node, args } = findNode24();
  const command = [inRoot('test/hostHarness/runInHost.mjs'), ROOT, inRoot(bundleOf.outfile), library];
  try {
    return await counted((env) => run(node, [...args, ...command], { env, stdio: ['ignore', 1, 2] }));
  } finally {
    rmSync(path.dirname(library), { recursive: true, force: true });
  }
}

/** Makes this platform's VSIX, then runs the tests that look into it. */
async function packageTests() {
  if ((await run(process.execPath, [inRoot('scripts/package.mjs')])) !== 0) return FAILED;
  return nodeTests('package', ['--test-concurrency=1']);
}

/**
 * Runs a command that writes its counts to the file named in its environment. A command that fails without a failed
 * test, or writes nothing, has crashed: one failure more.
 */
async function counted(command) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'vlm-atlas-test-'));
  const file = path.join(folder, 'counts.json');
  try {
    // NODE_TEST_CONTEXT would make a nested test run report to an outer one instead.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const code = await command({ ...env, VLM_ATLAS_TEST_COUNTS: file });
    if (!existsSync(file)) {
      say(`The tests ended with code ${code} and reported no counts.`);
      return FAILED;
    }
    const counts = JSON.parse(readFileSync(file, 'utf8'));
    return code === 0 || counts.failed > 0 ? counts : { ...counts, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
