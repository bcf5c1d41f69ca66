// npm run package [-- --target linux-x64|linux-arm64|win32-x64|darwin-arm64|all] [--hnswlib DIR]: builds and writes
// dist/vsix/vlm-atlas-TARGET-VERSION.vsix with a table of what takes the space. The default target is this platform.
// --hnswlib (or VLM_ATLAS_HNSWLIB): a folder with TARGET/addon.node for other platforms; where a target has none,
// hnswlib-node is left out and its VSIX searches by exact scan.
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { findNode24 } from './lib/node24.mjs';
import { inRoot, THIS_TARGET } from './lib/paths.mjs';
import { mustRun, runMain, say, ScriptError } from './lib/run.mjs';
import { ownHnswlibAddon, TARGETS } from './lib/runtimePackages.mjs';
import { sizesTable } from './lib/sizes.mjs';
import { shippedManifest, stageExtension } from './lib/stage.mjs';
import { setUp } from './setup.mjs';

/** Bytes; what a marketplace and a patient person accept. */
const LARGEST = 130e6;

/**
 * @param {string} target
 * @param {string | undefined} hnswlibFolder
 * @returns {Promise<string>} the VSIX
 */
export async function packageExtension(target, hnswlibFolder) {
  const stage = inRoot('.stage', target);
  const addon = hnswlibAddonFor(target, hnswlibFolder);
  if (addon === null) say(`package: no compiled hnswlib-node for ${target}: left out`);
  stageExtension(stage, target, addon);

  const folder = inRoot('dist/vsix');
  mkdirSync(folder, { recursive: true });
  const vsix = path.join(folder, `vlm-atlas-${target}-${shippedManifest().version}.vsix`);
  rmSync(vsix, { force: true });
  const { node } = findNode24();
  const flags = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  const args = [
    'package',
    '--target',
    target,
    '--out',
    vsix,
    '--ignoreFile',
    inRoot('.vscodeignore'),
    ...flags,
  ];
  await mustRun(node, [inRoot('node_modules/@vscode/vsce/vsce'), ...args], { cwd: stage });

  const table = sizesTable(vsix);
  writeFileSync(path.join(folder, `sizes-${target}.md`), `${table}\n`);
  say(`\n${path.relative(inRoot(), vsix)}\n${table}\n`);
  const { size } = statSync(vsix);
  if (size > LARGEST)
    throw new ScriptError(`${vsix} has ${size} bytes, more than ${LARGEST}. See the table above.`);
  rmSync(stage, { recursive: true });
  return vsix;
}

function hnswlibAddonFor(target, folder) {
  if (folder !== undefined) {
    const addon = path.resolve(folder, target, 'addon.node');
    if (existsSync(addon)) return addon;
  }
  return target === THIS_TARGET ? ownHnswlibAddon() : null;
}

await runMain(import.meta.url, async () => {
  const { values } = parseArgs({ options: { target: { type: 'string' }, hnswlib: { type: 'string' } } });
  const targets = values.target === 'all' ? TARGETS : [values.target ?? THIS_TARGET];
  for (const target of targets) {
    if (!TARGETS.includes(target))
      throw new ScriptError(`No VSIX is made for ${target}: ${TARGETS.join(', ')} or all.`);
  }
  await setUp();
  await build();
  for (const target of targets)
    await packageExtension(target, values.hnswlib ?? process.env.VLM_ATLAS_HNSWLIB);
});
