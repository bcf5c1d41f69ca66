import { existsSync } from 'node:fs';
import { mustRun, output, run, say, ScriptError } from './run.mjs';

const canInstall = () => existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;

/**
 * Brings Debian packages where this process may (root, apt-get); elsewhere throws a ScriptError with the command.
 *
 * @param {string} what the need, for the message
 * @param {string[]} packages
 * @param {string} elsewhere what to do where there is no apt-get, as a sentence
 */
export async function installDebian(what, packages, elsewhere) {
  const command = `apt-get install -y -q --no-install-recommends ${packages.join(' ')}`;
  if (!canInstall()) {
    const advice = existsSync('/usr/bin/apt-get') ? `Run \`sudo ${command}\`.` : elsewhere;
    throw new ScriptError(`${what} missing. ${advice}`);
  }
  say(`set-up: ${command}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // An index that cannot be refreshed may still be good enough to install from.
  await run('apt-get', ['update', '-qq'], { env });
  await mustRun('apt-get', command.split(' ').slice(1), { env });
}

/**
 * @param {string} name
 * @returns {Promise<boolean>} whether the command is on the PATH
 */
export async function hasCommand(name) {
  if (process.platform === 'win32') return (await output('where', [name])) !== null;
  return (await output('/bin/sh', ['-c', `command -v ${name}`])) !== null;
}
