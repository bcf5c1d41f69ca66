import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { HNSWLIB_ADDON } from './hnswlib.mjs';
import { inRoot, THIS_TARGET } from './paths.mjs';

/** The packages of dist/node_modules with what is copied of each; native binaries are added a target at a time. */
const PACKAGES = {
  'onnxruntime-node': ['package.json', 'dist'],
  'onnxruntime-common': ['package.json', 'dist/cjs'],
  'hnswlib-node': ['package.json', 'lib', 'LICENSE.txt'],
  bindings: ['package.json', 'bindings.js', 'LICENSE.md'],
  'file-uri-to-path': ['package.json', 'index.js', 'LICENSE'],
};

export const RUNTIME_PACKAGES = Object.keys(PACKAGES);

/** The targets that ONNX Runtime has binaries for and that a VSIX is made for. */
export const TARGETS = ['linux-x64', 'linux-arm64', 'win32-x64', 'darwin-arm64'];

const isCode = (file) => !/\.(d\.ts|map)$/.test(file);

/**
 * Copies what the engine loads from node_modules at run time: JavaScript and one platform's binaries.
 *
 * @param {string} destination the node_modules folder to make; replaced when it is there
 * @param {string} target for example `linux-x64`
 * @param {string | null} hnswlibAddon the compiled addon of that target; null leaves hnswlib-node out, and the
 *   store answers by exact scan
 */
export function copyRuntimePackages(destination, target, hnswlibAddon) {
  rmSync(destination, { recursive: true, force: true });
  for (const [name, parts] of Object.entries(PACKAGES)) {
    if (hnswlibAddon === null && !name.startsWith('onnxruntime-')) continue;
    for (const part of parts) {
      const from = inRoot('node_modules', name, part);
      cpSync(from, path.join(destination, name, part), { recursive: true, filter: isCode });
    }
  }
  copyOnnxRuntime(destination, target);
  if (hnswlibAddon !== null) {
    const place = path.join(destination, 'hnswlib-node/build/Release');
    mkdirSync(place, { recursive: true });
    cpSync(hnswlibAddon, path.join(place, 'addon.node'));
  }
}

function copyOnnxRuntime(destination, target) {
  const folder = `onnxruntime-node/bin/napi-v6/${target.replace('-', '/')}`;
  const from = inRoot('node_modules', folder);
  if (!existsSync(from)) return;
  const to = path.join(destination, folder);
  mkdirSync(to, { recursive: true });
  const names = readdirSync(from);
  for (const name of names) {
    // The macOS library is there twice, under its full and its short name; the binding asks for the short one.
    if (/\.\d+\.\d+\.\d+\.dylib$/.test(name) && names.includes('libonnxruntime.1.dylib')) continue;
    cpSync(path.join(from, name), path.join(to, name), { dereference: true });
  }
}

/** The addon compiled in this checkout, for this platform; null when there is none. */
export const ownHnswlibAddon = () => (existsSync(HNSWLIB_ADDON) ? HNSWLIB_ADDON : null);

/** dist/node_modules for this platform. */
export const copyOwnRuntimePackages = () =>
  copyRuntimePackages(inRoot('dist/node_modules'), THIS_TARGET, ownHnswlibAddon());
