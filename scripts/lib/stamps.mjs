import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot, ROOT } from './paths.mjs';
import { say } from './run.mjs';

/** In dist/, so that a deleted dist/ is built anew. */
const STAMPS = inRoot('dist/.build/stamps.json');

/**
 * Runs a step of the build unless its inputs are those of its last run and its outputs are there.
 *
 * @param {string} name
 * @param {{ inputs: string[], outputs: string[], run: () => Promise<void> | void, key?: string }} step paths from
 *   the checkout's root; a folder stands for all files under it; `key`: what else the result depends on
 */
export async function step(name, { inputs, outputs, run, key = '' }) {
  const stamp = hashOf(inputs, key);
  if (readStamps()[name] === stamp && outputs.every((file) => existsSync(inRoot(file)))) return;
  const start = Date.now();
  writeStamps({ ...readStamps(), [name]: undefined });
  await run();
  writeStamps({ ...readStamps(), [name]: stamp });
  say(`build: ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
}

function readStamps() {
  try {
    return JSON.parse(readFileSync(STAMPS, 'utf8'));
  } catch {
    return {};
  }
}

function writeStamps(stamps) {
  mkdirSync(path.dirname(STAMPS), { recursive: true });
  writeFileSync(STAMPS, JSON.stringify(stamps, null, 2));
}

function hashOf(inputs, key) {
  const hash = createHash('sha256').update(key);
  for (const file of inputs.flatMap((input) => filesUnder(inRoot(input))).sort()) {
    hash.update(`\0${path.relative(ROOT, file)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/**
 * @param {string} place a file or folder; one that is missing has no files
 * @returns {string[]} the files under it
 */
export function filesUnder(place) {
  if (!existsSync(place)) return [];
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place, { withFileTypes: true }).flatMap((entry) =>
    filesUnder(path.join(place, entry.name)),
  );
}
