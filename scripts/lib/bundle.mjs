import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot, ROOT } from './paths.mjs';
import { ScriptError } from './run.mjs';

/** Names of the npm packages inside the bundles of dist/, for the licence notices of the VSIX. */
export const BUNDLED_PACKAGES = 'dist/.build/bundledPackages.json';

const SHEBANG = '#!/usr/bin/env node\n';

/** Bundles src/ into dist/ as esbuild.mjs says. */
export async function bundle() {
  const { bundles } = await import('../../esbuild.mjs');
  removeOldChunks();
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

/** Shared pieces of the last build: their names change with what is in them. */
function removeOldChunks() {
  const names = existsSync(inRoot('dist')) ? readdirSync(inRoot('dist')) : [];
  for (const name of names.filter((name) => name.startsWith('chunk-')))
    rmSync(path.join(inRoot('dist'), name));
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
