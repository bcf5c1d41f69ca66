import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot, THIS_TARGET } from './paths.mjs';
import { ScriptError } from './run.mjs';

/** `node:sqlite` is there without a flag from this version on. */
const OLDEST = [22, 13];
/** From this version on Node runs .ts files without being told to. */
const STRIPS_TYPES = [22, 18];

/**
 * The Node that the project runs on: the one that npm brought (its package carries Node's headers too), else
 * the one that runs this script when it is new enough. Throws a ScriptError that says what to install.
 *
 * @returns {{ node: string, version: string, headers: string | null, args: string[] }} `headers`: the folder for
 *   node-gyp's --nodedir, null where node-gyp must find them itself; `args`: flags that .ts files need
 */
export function findNode24() {
  const folder = inRoot('node_modules', `node-${THIS_TARGET}`);
  const node = path.join(folder, 'bin', 'node');
  if (existsSync(node)) {
    const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    return { node, version, headers: folder, args: [] };
  }
  const version = process.versions.node;
  if (!atLeast(version, OLDEST)) {
    throw new ScriptError(
      `VLM Atlas needs Node ${OLDEST.join('.')} or newer on ${THIS_TARGET}; this is Node ${version}. ` +
        'Install Node 24 and run the command again with it.',
    );
  }
  const args = atLeast(version, STRIPS_TYPES) ? [] : ['--experimental-strip-types'];
  return { node: process.execPath, version, headers: null, args };
}

function atLeast(version, [major, minor]) {
  const [a, b] = version.split('.').map(Number);
  return a > major || (a === major && b >= minor);
}
