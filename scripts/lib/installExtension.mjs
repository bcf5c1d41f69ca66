import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { THIS_TARGET } from './paths.mjs';
import { ownHnswlibAddon } from './runtimePackages.mjs';
import { shippedManifest, stageExtension } from './stage.mjs';

/**
 * Installs the built extension into a VS Code server's extensions folder as the server itself lays it out: the
 * same files as in the VSIX, without the half minute of zipping and unzipping. (A built VS Code takes no
 * extensionDevelopmentPath from its address.)
 *
 * @param {string} extensions the folder; it holds this extension alone afterwards
 */
export function installExtension(extensions) {
  const { publisher, name, version } = shippedManifest();
  const id = `${publisher}.${name}`;
  const relativeLocation = `${id}-${version}`;
  const folder = path.join(extensions, relativeLocation);
  mkdirSync(extensions, { recursive: true });
  stageExtension(folder, THIS_TARGET, ownHnswlibAddon());
  const entry = {
    identifier: { id },
    version,
    location: { $mid: 1, path: folder, scheme: 'file' },
    relativeLocation,
    metadata: { installedTimestamp: Date.now(), source: 'vsix' },
  };
  writeFileSync(path.join(extensions, 'extensions.json'), JSON.stringify([entry]));
}
