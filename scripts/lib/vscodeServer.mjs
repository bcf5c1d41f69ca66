import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { hasCommand } from './debian.mjs';
import { findNode24 } from './node24.mjs';
import { npm } from './npm.mjs';
import { HOST_DIR } from './paths.mjs';
import { run, say, ScriptError } from './run.mjs';

/** VS Code as a server from the npm registry; its extension host is the one of the desktop. */
const CODE_SERVER = '4.139.1';
const PACKAGE = path.join(HOST_DIR, 'node_modules/code-server');
const STAMP = path.join(HOST_DIR, 'installed.txt');

/** The script that starts the server, to be run on Node 24. */
export const CODE_SERVER_ENTRY = path.join(PACKAGE, 'out/node/entry.js');

/** Brings the VS Code server into .vscode-host (about 30 s, 700 MB). Does nothing when it is there. */
export async function ensureVscodeServer() {
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === CODE_SERVER) return;
  if (process.platform !== 'linux') {
    throw new ScriptError(
      'The VS Code server runs on Linux only. Install VS Code and its `code` command on the PATH.',
    );
  }
  say('set-up: installing the VS Code server into .vscode-host');
  rmSync(STAMP, { force: true });
  mkdirSync(HOST_DIR, { recursive: true });
  const manifest = { name: 'vscode-host', private: true, dependencies: { 'code-server': CODE_SERVER } };
  writeFileSync(path.join(HOST_DIR, 'package.json'), JSON.stringify(manifest, null, 2));

  const { node, headers } = findNode24();
  // Its own install script insists on compiling parts that nothing here uses (kerberos, argon2).
  const install = ['install', '--ignore-scripts', '--omit=dev'];
  const server = path.join(PACKAGE, 'lib/vscode');
  await npm(install, { cwd: HOST_DIR, node });
  // `install`, not `ci`: the server's shrinkwrap is out of step with its manifest.
  await npm(install, { cwd: server, node });
  await npm(install, { cwd: path.join(server, 'extensions'), node });
  await compileHelpers(server, node, headers);

  if ((await run(node, [CODE_SERVER_ENTRY, '--config', '/dev/null', '--version'])) !== 0) {
    throw new ScriptError(
      `The VS Code server in ${HOST_DIR} does not start. Delete that folder and try again.`,
    );
  }
  writeFileSync(STAMP, CODE_SERVER);
}

/** Log files, and ending the extension host when its server dies: useful, but the server runs without them. */
async function compileHelpers(server, node, headers) {
  if (headers === null || !(await hasCommand('g++'))) return;
  const args = [
    'rebuild',
    '--ignore-scripts=false',
    `--nodedir=${headers}`,
    '@vscode/spdlog',
    '@vscode/native-watchdog',
  ];
  await npm(args, { cwd: server, node }).catch((error) =>
    say(`set-up: ${error.message} Going on without log files.`),
  );
}
