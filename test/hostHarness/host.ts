import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startCodeServer } from '../../scripts/lib/codeServer.mjs';

/** The checkout, which is also the extension in development. */
export const ROOT = path.resolve(import.meta.dirname, '../..');

export interface HostOptions {
  /** User settings over the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Seen by the server and its extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** Switches workspace trust on; off by default. */
  readonly trust?: boolean;
  /** A profile to use again (settings, storage, installed extensions); by default one that `stop` deletes. */
  readonly profile?: string;
}

export interface Host {
  readonly base: string;
  readonly port: number;
  readonly pid: number;
  readonly profile: string;
  /** Its folder of installed extensions. */
  readonly extensions: string;
  /** The server's log file. */
  readonly log: string;
  /** Ends the server and all that it started. */
  readonly stop: () => Promise<void>;
}

const TEST_SETTINGS = {
  'git.enabled': false,
  'files.hotExit': 'off',
  'files.autoSave': 'off',
  'editor.hover.delay': 100,
  'editor.hover.sticky': true,
  'workbench.reduceMotion': 'on',
  'editor.cursorBlinking': 'solid',
  'editor.accessibilitySupport': 'off',
  'window.confirmBeforeClose': 'never',
};

/** Starts a VS Code server with a throw-away profile. */
export async function startHost(options: HostOptions = {}): Promise<Host> {
  const profile = options.profile ?? mkdtempSync(path.join(os.tmpdir(), 'vlm-atlas-host-'));
  const server = await startCodeServer({
    profile,
    settings: { ...TEST_SETTINGS, ...options.settings },
    env: { ...options.env },
    trust: options.trust ?? false,
  });
  return {
    ...server,
    async stop() {
      await server.stop();
      if (options.profile === undefined) rmSync(profile, { recursive: true, force: true });
    },
  };
}
