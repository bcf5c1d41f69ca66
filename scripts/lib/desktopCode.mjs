import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { QUIET_SETTINGS } from './codeServer.mjs';
import { HOST_DIR, ROOT } from './paths.mjs';
import { output, say, ScriptError } from './run.mjs';

/** The oldest version that the extension runs in (package.json, engines.vscode). */
const OLDEST = [1, 101];

const OPENS_WITHIN_MS = 60_000;

/**
 * Whether there is a desktop VS Code to open: its `code` on the PATH, new enough, and a screen. In a terminal of a
 * remote window `code` is another program, which cannot open a development window.
 */
export async function hasDesktopCode() {
  if (process.env.VSCODE_IPC_HOOK_CLI) return false;
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return false;
  const version = await output(...command(['--version']));
  const [major, minor] = (version ?? '').split('.').map(Number);
  if (!(major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]))) {
    if (major > 0)
      say(`start: the desktop VS Code is older than ${OLDEST.join('.')}: using the VS Code server`);
    return false;
  }
  return true;
}

/**
 * Opens a folder in a desktop VS Code of its own (own profile, so own process) with this checkout as the extension.
 *
 * @param {string} folder
 * @returns {Promise<{ ended: Promise<void>, stop: () => Promise<void> }>} `ended` when the window is closed
 */
export async function openDesktopCode(folder) {
  const data = path.join(HOST_DIR, 'desktop-profile');
  const settings = path.join(data, 'User/settings.json');
  mkdirSync(path.dirname(settings), { recursive: true });
  if (!existsSync(settings)) writeFileSync(settings, JSON.stringify(QUIET_SETTINGS, null, 2));
  // VS Code writes the process id of its main process here; the `code` command itself is only a messenger.
  const lock = path.join(data, 'code.lock');
  rmSync(lock, { force: true });

  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const [program, args, options] = command([
    ...['--new-window', '--wait', '--disable-workspace-trust', `--extensionDevelopmentPath=${ROOT}`],
    ...['--user-data-dir', data, '--extensions-dir', path.join(data, 'extensions'), ...asRoot, folder],
  ]);
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_)/.test(name)),
  );
  const child = spawn(program, args, { ...options, env, stdio: ['ignore', 2, 2] });
  let running = true;
  const ended = new Promise((resolve) => {
    child.once('exit', resolve);
    child.once('error', resolve);
  }).then(() => void (running = false));

  const stop = async () => {
    if (existsSync(lock)) terminate(Number(readFileSync(lock, 'utf8')));
    if (running) child.kill();
    await ended;
  };
  const deadline = Date.now() + OPENS_WITHIN_MS;
  while (!existsSync(lock)) {
    if (!running || Date.now() > deadline) {
      await stop();
      throw new ScriptError(
        'The desktop VS Code did not open. `npm start -- --server` uses the VS Code server instead.',
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { ended, stop };
}

/** On Windows `code` is a script, which only a shell can run. */
function command(args) {
  if (process.platform !== 'win32') return ['code', args, {}];
  return ['code', args.map((arg) => `"${arg}"`), { shell: true }];
}

function terminate(pid) {
  try {
    if (pid > 0) process.kill(pid);
  } catch {
    // It has ended.
  }
}
