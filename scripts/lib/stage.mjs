import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { allowedPatterns, matcher } from './allowList.mjs';
import { noticesFor } from './notices.mjs';
import { inRoot, ROOT } from './paths.mjs';
import { ScriptError } from './run.mjs';
import { copyRuntimePackages } from './runtimePackages.mjs';
import { filesUnder } from './stamps.mjs';

const REQUIRED = [
  'package.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'dist/extension.cjs',
  'dist/engine.js',
  'dist/pdfium/pdfium.wasm',
  'dist/atlas',
];

/** What only a checkout needs of package.json. */
const DEVELOPMENT = ['private', 'scripts', 'dependencies', 'devDependencies', 'optionalDependencies'];

/**
 * Lays out the extension as it is shipped: what .vscodeignore allows of the built checkout, the run-time packages of
 * one target, the stripped manifest and the licence notices.
 *
 * @param {string} folder made anew
 * @param {string} target for example `linux-x64`
 * @param {string | null} hnswlibAddon see copyRuntimePackages
 */
export function stageExtension(folder, target, hnswlibAddon) {
  const missing = REQUIRED.filter((file) => !existsSync(inRoot(file)));
  if (missing.length > 0)
    throw new ScriptError(`Cannot package without ${missing.join(', ')}. Run \`npm run build\` first.`);
  rmSync(folder, { recursive: true, force: true });
  copyAllowed(folder);
  copyRuntimePackages(path.join(folder, 'dist/node_modules'), target, hnswlibAddon);
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(shippedManifest(), null, 2));
  writeFileSync(path.join(folder, 'THIRD_PARTY_NOTICES.txt'), noticesFor(folder));
}

/** package.json without what only a checkout needs. */
export function shippedManifest() {
  const manifest = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  for (const key of DEVELOPMENT) delete manifest[key];
  return manifest;
}

function copyAllowed(folder) {
  const patterns = allowedPatterns().filter((pattern) => !pattern.startsWith('dist/node_modules/'));
  const allowed = matcher(patterns);
  const rootNames = readdirSync(ROOT).filter(
    (name) => allowed(name) || patterns.some((p) => p.startsWith(`${name}/`)),
  );
  for (const file of rootNames.flatMap((name) => filesUnder(inRoot(name)))) {
    const name = path.relative(ROOT, file).split(path.sep).join('/');
    if (!allowed(name)) continue;
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    cpSync(file, path.join(folder, name));
  }
}
