import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { findNode24 } from './node24.mjs';
import { mustRun } from './run.mjs';
import { CODE_SERVER_ENTRY } from './vscodeServer.mjs';

/**
 * Installs a VSIX into a profile of the VS Code server as its own "Install from VSIX…" does.
 *
 * @param {string} profile the folder that startCodeServer is given afterwards
 * @param {string} vsix
 */
export async function installVsix(profile, vsix) {
  mkdirSync(profile, { recursive: true });
  const places = [
    '--user-data-dir',
    path.join(profile, 'data'),
    '--extensions-dir',
    path.join(profile, 'extensions'),
  ];
  const config = ['--config', path.join(profile, 'config.yaml')];
  await mustRun(findNode24().node, [CODE_SERVER_ENTRY, ...config, ...places, '--install-extension', vsix]);
}
