import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { ROOT } from './paths.mjs';

/**
 * Runs a command to its end. Resolves with its exit code; a signal counts as 128 + its number, as in a shell.
 * Rejects only when the command cannot be started. Both outputs go to standard error unless `stdio` says
 * otherwise, so that a script's standard output stays its own.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 2, 2], ...options });
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

/**
 * Runs a command that must succeed; rejects with a sentence that names it when it does not.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export async function mustRun(command, args, options) {
  const code = await run(command, args, options);
  if (code !== 0) throw new ScriptError(`\`${[command, ...args].join(' ')}\` ended with code ${code}.`);
}

/**
 * Standard output of a command as text; null when the command is missing or fails.
 *
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<string | null>}
 */
export function output(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'] });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (piece) => (text += piece));
    child.once('error', () => resolve(null));
    child.once('close', (code) => resolve(code === 0 ? text : null));
  });
}

/** A failure that a person can act on: its message is shown without a stack. */
export class ScriptError extends Error {}

/**
 * Runs a script's main function when the script was started itself, not imported. A ScriptError is printed
 * alone, anything else with its stack; both end with exit code 1.
 *
 * @param {string} url the script's `import.meta.url`
 * @param {() => Promise<number | void>} body resolves with the exit code, 0 when it names none
 */
export async function runMain(url, body) {
  if (process.argv[1] === undefined || realpathSync(process.argv[1]) !== realpathSync(fileURLToPath(url)))
    return;
  try {
    process.exitCode = (await body()) ?? 0;
  } catch (error) {
    console.error(error instanceof ScriptError ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}

/** @param {string} text progress for people, on standard error */
export const say = (text) => console.error(text);
