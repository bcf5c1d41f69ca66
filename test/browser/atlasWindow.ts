import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser, openWorkbench } from '../hostHarness/browser.ts';
import { ROOT, startHost } from '../hostHarness/host.ts';
import { picks, runCommand } from '../hostHarness/workbench.ts';

export interface AtlasWindow {
  readonly page: Page;
  /** A copy of examples/library, open in the window. */
  readonly folder: string;
  /** Process id of the VS Code server. */
  readonly server: number;
  readonly close: () => Promise<void>;
}

/**
 * A VS Code window with the extension and a copy of the example library.
 *
 * @param trust switches workspace trust on: the folder is then not trusted
 */
export async function openAtlasWindow(
  settings: Readonly<Record<string, unknown>> = {},
  trust = false,
): Promise<AtlasWindow> {
  const temporary = mkdtempSync(path.join(tmpdir(), 'vlm-atlas-window-'));
  const folder = path.join(temporary, 'library');
  cpSync(path.join(ROOT, 'examples/library'), folder, { recursive: true });
  // VS Code prefers a theme that comes from below the folder of an extension in development to the one of the
  // settings, and the checkout holds the test's own VS Code with all its themes. A link has nothing below it.
  const extension = path.join(temporary, 'extension');
  symlinkSync(ROOT, extension);
  const host = await startHost({ settings, trust });
  const browser = await launchBrowser();
  const close = async (): Promise<void> => {
    await browser.close();
    await host.stop();
    rmSync(temporary, { recursive: true, force: true });
  };
  try {
    const { page } = await openWorkbench(browser, host, { folder, extensions: [extension] });
    return { page, folder, server: host.pid, close };
  } catch (error) {
    await close();
    throw error;
  }
}

export const searchBox = (page: Page) => page.locator('.quick-input-widget .quick-input-box input');

export async function openSearch(page: Page): Promise<void> {
  await runCommand(page, 'VLM Atlas: Search…');
  await page.locator('.quick-input-title').filter({ hasText: 'VLM Atlas search' }).waitFor();
}

/** Types a question over the former one, and waits until the first row, whatever it is, holds `expected`. */
export async function ask(page: Page, question: string, expected: RegExp): Promise<string[]> {
  const box = searchBox(page);
  await box.click();
  await box.press('Control+A');
  await box.pressSequentially(question);
  await picks(page).and(page.locator('[data-index="0"]')).filter({ hasText: expected }).waitFor();
  return (await picks(page).allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
}

interface Process {
  readonly pid: number;
  readonly command: string;
}

/** Running descendants of a process, this machine's other processes left aside. */
function descendants(ancestor: number): Process[] {
  const parents = new Map<number, number>();
  const commands = new Map<number, string>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (state === 'Z') continue;
      parents.set(Number(name), Number(parent));
      commands.set(Number(name), readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' '));
    } catch {
      // It has ended meanwhile.
    }
  }
  const belongs = (pid: number): boolean => {
    for (let at = parents.get(pid); at !== undefined && at > 1; at = parents.get(at))
      if (at === ancestor) return true;
    return false;
  };
  return [...commands].filter(([pid]) => belongs(pid)).map(([pid, command]) => ({ pid, command }));
}

async function waitForProcess(
  page: Page,
  server: number,
  what: (command: string) => boolean,
  not: number,
): Promise<number> {
  for (let tries = 0; tries < 300; tries += 1) {
    const found = descendants(server).find(({ pid, command }) => pid !== not && what(command));
    if (found) return found.pid;
    await page.waitForTimeout(100);
  }
  throw new Error('No such process within 30 s.');
}

/** Process id of the engine of a window; `not`: one that is known to be dead. */
export const enginePid = ({ page, server }: AtlasWindow, not = 0): Promise<number> =>
  waitForProcess(page, server, (command) => command.includes(path.join('dist', 'engine.js')), not);

export const extensionHostPid = ({ page, server }: AtlasWindow): Promise<number> =>
  waitForProcess(page, server, (command) => command.includes('--type=extensionHost'), 0);
