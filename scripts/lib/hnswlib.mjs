import { existsSync } from 'node:fs';
import { hasCommand, installDebian } from './debian.mjs';
import { findNode24 } from './node24.mjs';
import { npm } from './npm.mjs';
import { inRoot } from './paths.mjs';
import { output, say, ScriptError } from './run.mjs';

/** The compiled addon; `npm ci` removes it with its package, so its presence says that it fits. */
export const HNSWLIB_ADDON = inRoot('node_modules/hnswlib-node/build/Release/addon.node');

/**
 * Compiles hnswlib-node, which has no prebuilt binary (about 10 s). Does nothing when that has been done.
 * Without a compiler the extension searches by exact scan instead, so outside CI a failure is only said.
 */
export async function ensureHnswlib() {
  if (existsSync(HNSWLIB_ADDON)) return;
  try {
    await compile();
  } catch (error) {
    if (process.env.CI || !(error instanceof ScriptError)) throw error;
    say(
      `\n${error.message}\nhnswlib-node was not compiled: search works, by exact scan. Its tests will fail.\n`,
    );
  }
}

async function compile() {
  if (process.platform !== 'win32') await ensureCompiler();
  const { node, headers } = findNode24();
  say('set-up: compiling hnswlib-node');
  const nodedir = headers === null ? [] : [`--nodedir=${headers}`];
  // Without --ignore-scripts=false npm says "rebuilt" and builds nothing, as .npmrc ignores scripts.
  await npm(['rebuild', 'hnswlib-node', '--ignore-scripts=false', ...nodedir], { node });
  const loaded = await output(node, ['-p', 'typeof require("hnswlib-node").HierarchicalNSW']);
  if (loaded?.trim() !== 'function')
    throw new ScriptError(`npm rebuilt hnswlib-node, but ${HNSWLIB_ADDON} does not load.`);
}

async function ensureCompiler() {
  const missing = [];
  for (const command of ['g++', 'make', 'python3']) {
    if (!(await hasCommand(command))) missing.push(command);
  }
  if (missing.length === 0) return;
  const elsewhere =
    process.platform === 'darwin'
      ? 'Run `xcode-select --install`.'
      : `Install ${missing.join(', ')} with your system's package manager.`;
  await installDebian(`To compile hnswlib-node, ${missing.join(', ')}`, missing, elsewhere);
}
