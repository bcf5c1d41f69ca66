// node scripts/setup.mjs [--server] [--host]: brings what the project needs and does nothing where it is there:
// node_modules, Node 24, the compiled hnswlib-node; with --server the VS Code server that `npm start` opens where
// there is no desktop VS Code; with --host that server and Chromium, for the tests. Runs on plain Node 20.
import { ensureChromium } from './lib/browser.mjs';
import { ensureHnswlib } from './lib/hnswlib.mjs';
import { findNode24 } from './lib/node24.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { runMain } from './lib/run.mjs';
import { ensureVscodeServer } from './lib/vscodeServer.mjs';

/** @param {{ server?: boolean, browser?: boolean }} [wanted] */
export async function setUp({ server = false, browser = false } = {}) {
  await ensurePackages();
  findNode24();
  await ensureHnswlib();
  if (server) await ensureVscodeServer();
  if (browser) await ensureChromium();
}

await runMain(import.meta.url, () => {
  const host = process.argv.includes('--host');
  return setUp({ server: host || process.argv.includes('--server'), browser: host });
});
