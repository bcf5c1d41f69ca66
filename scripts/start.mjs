// npm start [-- --check] [-- --server]: sets up, builds, and opens examples/library in VS Code with the extension:
// the desktop one where there is one, else a VS Code server whose address is printed. Stays in the foreground;
// Ctrl+C ends all that it started. --check: ends with code 0 once it is ready. --server: never the desktop one.
import { parseArgs } from 'node:util';
import path from 'node:path';
import { build } from './build.mjs';
import { startCodeServer } from './lib/codeServer.mjs';
import { hasDesktopCode, openDesktopCode } from './lib/desktopCode.mjs';
import { installExtension } from './lib/installExtension.mjs';
import { HOST_DIR, inRoot } from './lib/paths.mjs';
import { runMain } from './lib/run.mjs';
import { setUp } from './setup.mjs';

const LIBRARY = inRoot('examples/library');

async function openServer() {
  const profile = path.join(HOST_DIR, 'profile');
  installExtension(path.join(profile, 'extensions'));
  const server = await startCodeServer({ profile });
  return { ...server, message: `VLM Atlas is ready: ${server.urlOf(LIBRARY)}` };
}

async function openDesktop() {
  return {
    ...(await openDesktopCode(LIBRARY)),
    message: 'VLM Atlas is ready in the VS Code window that has opened.',
  };
}

await runMain(import.meta.url, async () => {
  const { values } = parseArgs({ options: { check: { type: 'boolean' }, server: { type: 'boolean' } } });
  const desktop = values.server !== true && (await hasDesktopCode());
  await setUp({ server: !desktop });
  await build();

  const interrupted = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, resolve);
  });
  const host = await (desktop ? openDesktop() : openServer());
  console.log(host.message);
  if (values.check !== true) {
    console.log('Press Ctrl+C to end it.');
    await Promise.race([interrupted, host.ended]);
  }
  await host.stop();
});
