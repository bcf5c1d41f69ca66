import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, closeSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { findNode24 } from './node24.mjs';
import { ScriptError } from './run.mjs';
import { CODE_SERVER_ENTRY } from './vscodeServer.mjs';

/** Settings of a first run without welcome pages, prompts and look-ups on the network. */
export const QUIET_SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.agentHost.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'npm.fetchOnlinePackageInfo': false,
  'json.schemaDownload.enable': false,
};

const STARTS_WITHIN_MS = 60_000;

/**
 * Starts the VS Code server on a free port of 127.0.0.1 and waits until it answers. Everything that it writes stays
 * in `profile`. Rejects with a ScriptError that holds the server's log when it does not start.
 *
 * @param {object} options
 * @param {string} options.profile a folder, made if missing; it may be used again
 * @param {Record<string, unknown>} [options.settings] user settings of a new profile, over QUIET_SETTINGS
 * @param {Record<string, string>} [options.env] what the server and its extension host see besides this environment
 * @param {boolean} [options.trust] whether workspace trust is switched on; off by default
 * @returns {Promise<{ base: string, port: number, pid: number, profile: string, extensions: string, log: string,
 *   ended: Promise<void>, urlOf: (folder?: string) => string, stop: () => Promise<void> }>}
 */
export async function startCodeServer({ profile, settings = {}, env = {}, trust = false }) {
  const data = path.join(profile, 'data');
  const extensions = path.join(profile, 'extensions');
  const log = path.join(profile, 'server.log');
  for (const folder of [path.join(data, 'User'), extensions]) mkdirSync(folder, { recursive: true });
  const settingsFile = path.join(data, 'User/settings.json');
  if (!existsSync(settingsFile))
    writeFileSync(settingsFile, JSON.stringify({ ...QUIET_SETTINGS, ...settings }, null, 2));

  const { node } = findNode24();
  const port = await freePort();
  const args = [
    CODE_SERVER_ENTRY,
    ...[
      '--bind-addr',
      `127.0.0.1:${port}`,
      '--auth',
      'none',
      '--disable-telemetry',
      '--disable-update-check',
    ],
    ...['--disable-getting-started-override', ...(trust ? [] : ['--disable-workspace-trust'])],
    ...[
      '--user-data-dir',
      data,
      '--extensions-dir',
      extensions,
      '--config',
      path.join(profile, 'config.yaml'),
    ],
  ];
  const file = openSync(log, 'w');
  // A group of its own, so that the server and all that it starts can be ended together.
  const child = spawn(node, args, {
    env: environment(profile, node, env),
    stdio: ['ignore', file, file],
    detached: true,
  });
  closeSync(file);
  let running = true;
  const ended = new Promise((resolve) => {
    child.once('exit', resolve);
    child.once('error', resolve);
  }).then(() => void (running = false));

  const stop = async () => {
    if (running) {
      signalGroup(child.pid, 'SIGTERM');
      await Promise.race([ended, delay(5000)]);
    }
    signalGroup(child.pid, 'SIGKILL');
  };
  const base = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + STARTS_WITHIN_MS;
  while (!(await answers(`${base}/healthz`))) {
    if (!running || Date.now() > deadline) {
      await stop();
      throw new ScriptError(
        `The VS Code server did not start. Its log, ${log}:\n${readFileSync(log, 'utf8')}`,
      );
    }
    await delay(100);
  }
  const urlOf = (folder) =>
    `${base}/?${new URLSearchParams(folder === undefined ? { ew: 'true' } : { folder })}`;
  return { base, port, pid: child.pid, profile, extensions, log, ended, urlOf, stop };
}

function environment(profile, node, env) {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS|npm_|NODE_TEST_)/.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    PATH: path.dirname(node) + path.delimiter + process.env.PATH,
    // Else the server writes to the home folder and each extension host leaves a socket behind in the temporary one.
    XDG_RUNTIME_DIR: profile,
    XDG_DATA_HOME: path.join(profile, 'xdg-data'),
    XDG_CONFIG_HOME: path.join(profile, 'xdg-config'),
    ...env,
  };
}

/** @returns {Promise<number>} a port of 127.0.0.1 that was free a moment ago */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function answers(url) {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has ended.
  }
}

const delay = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
