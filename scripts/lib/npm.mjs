import path from 'node:path';
import { mustRun } from './run.mjs';

const QUIET = ['--loglevel=error', '--no-audit', '--no-fund'];

/**
 * Runs npm, with the one that started this script where there is one.
 *
 * @param {string[]} args
 * @param {{ cwd?: string, node?: string }} [options] `node`: the Node whose folder leads the PATH
 */
export async function npm(args, { cwd, node } = {}) {
  const env = { ...process.env };
  if (node !== undefined) env.PATH = path.dirname(node) + path.delimiter + env.PATH;
  const cli = process.env.npm_execpath;
  const options = { env, ...(cwd === undefined ? {} : { cwd }) };
  if (cli?.endsWith('.js')) await mustRun(process.execPath, [cli, ...args, ...QUIET], options);
  else await mustRun('npm', [...args, ...QUIET], { ...options, shell: process.platform === 'win32' });
}
