// node runInHost.mjs EXTENSION_FOLDER TESTS.cjs WORKSPACE_FOLDER, on the project's Node: runs the tests inside the
// extension host of a VS Code server, with the extension in development. Exit code: that of the test run.
import path from 'node:path';
import { format } from 'node:util';
import { launchBrowser, openWorkbench } from './browser.ts';
import { startHost } from './host.ts';

const ENDS_WITHIN_MS = Number(process.env.VLM_ATLAS_HOST_TIMEOUT_MS ?? 600_000);

// What the workbench itself logs on a machine without a network.
const NOISE =
  /^Canceled: |^\[(AgentHost|ChatModelSelection|AccountPolicyGate|RemoteAgentHost|reconnection-grace|DefaultAccount|Service Worker)|open-vsx\.org|authentication provider 'github'|^Creating a socket|connection token|additional builtin extensions cache|^Extension host \(/;

const [extension, tests, folder] = process.argv.slice(2).map((place) => path.resolve(place));
const ours = Object.entries(process.env).filter(([name]) => name.startsWith('VLM_ATLAS_'));
const host = await startHost({ env: Object.fromEntries(ours) });
const browser = await launchBrowser();
try {
  process.exitCode = await new Promise((resolve, reject) => {
    const late = () => reject(new Error(`The extension host did not end its tests in ${ENDS_WITHIN_MS} ms.`));
    const timer = setTimeout(late, ENDS_WITHIN_MS);
    const onExit = (code) => {
      clearTimeout(timer);
      resolve(code);
    };
    const onLog = (_severity, args) => {
      const line = format(...args);
      if (!NOISE.test(line)) console.log(line);
    };
    openWorkbench(browser, host, { folder, extensions: [extension], tests, onLog, onExit }).catch(reject);
  });
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await browser.close();
  await host.stop();
}
