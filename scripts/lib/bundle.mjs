import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { inRoot, ROOT } from './paths.mjs';
import { ScriptError } from './run.mjs';

/** Names of the npm packages inside the bundles of dist/, for the licence notices of the VSIX. */
export const BUNDLED_PACKAGES = 'dist/.build/bundledPackages.json';

const SHEBANG = '#!/usr/bin/env node\n';

/** Bundles src/ into dist/ as esbuild.mjs says. */
export async function bundle() {
  const { bundles } = await import('../../esbuild.mjs');
  const results = [];
  for (const options of Object.values(bundles)) results.push(await runEsbuild(options));
  mkdirSync(inRoot('dist/.build'), { recursive: true });
  writeFileSync(inRoot(BUNDLED_PACKAGES), JSON.stringify(packagesIn(results), null, 2));
  makeExecutable(inRoot('dist/cli.js'));
}

/**
 * @param {import('esbuild').BuildOptions} options
 * @returns {Promise<import('esbuild').BuildResult>} rejects with a ScriptError: esbuild has printed the reasons
 */
export async function runEsbuild(options) {
  const { build } = await import('esbuild');
  try {
    return await build({ ...options, absWorkingDir: ROOT });
  } catch (error) {
    throw new ScriptError(`esbuild: ${error.message.split('\n')[0]}`);
  }
}

function packagesIn(results) {
  const names = new Set();
  for (const input of results.flatMap(({ metafile }) => Object.keys(metafile.inputs))) {
    const name = /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
    if (name !== undefined) names.add(name);
  }
  return [...names].sort();
}

function makeExecutable(file) {
  const text = readFileSync(file, 'utf8');
  if (!text.startsWith('#!')) writeFileSync(file, SHEBANG + text);
  chmodSync(file, 0o755);
}
