import { existsSync, readFileSync } from 'node:fs';
import { inRoot, THIS_TARGET } from './paths.mjs';
import { npm } from './npm.mjs';
import { say } from './run.mjs';

const readPackages = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

/**
 * Whether node_modules holds what package-lock.json names. npm keeps the list of what it installed in a lockfile
 * of its own, so this holds after `npm install` by hand too. Optional packages of other platforms are absent; the
 * Node of this platform must be there.
 */
export function packagesAreCurrent() {
  const installedFile = inRoot('node_modules/.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const installed = readPackages(installedFile);
  return Object.entries(readPackages(inRoot('package-lock.json'))).every(([place, wanted]) => {
    if (place === '') return true;
    const found = installed[place];
    if (found === undefined) return wanted.optional === true && place !== `node_modules/node-${THIS_TARGET}`;
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

/** Brings node_modules in step with package-lock.json. Does nothing when it is. */
export async function ensurePackages() {
  if (packagesAreCurrent()) return;
  say('set-up: npm ci');
  await npm(['ci', '--ignore-scripts', '--include=dev', '--include=optional']);
}
