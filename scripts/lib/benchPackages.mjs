import { existsSync, readFileSync } from 'node:fs';
import { npm } from './npm.mjs';
import { inRoot } from './paths.mjs';
import { say } from './run.mjs';

const FOLDER = 'test/bench';

const packagesOf = (file) => JSON.parse(readFileSync(inRoot(FOLDER, file), 'utf8')).packages;

function areCurrent() {
  if (!existsSync(inRoot(FOLDER, 'node_modules/.package-lock.json'))) return false;
  const installed = packagesOf('node_modules/.package-lock.json');
  return Object.entries(packagesOf('package-lock.json')).every(
    ([place, { integrity, optional }]) =>
      place === '' || (optional === true && !installed[place]) || installed[place]?.integrity === integrity,
  );
}

/** Installs what test/bench/package-lock.json names into test/bench/node_modules. Does nothing when it is there. */
export async function ensureBenchPackages() {
  if (areCurrent()) return;
  say('set-up: npm ci in test/bench (packages that only the benches need)');
  await npm(['ci', '--ignore-scripts'], { cwd: inRoot(FOLDER) });
}
