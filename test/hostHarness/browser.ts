import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { findChromium } from '../../scripts/lib/browser.mjs';
import type { Host } from './host.ts';

// No name but this machine's resolves: a test that reaches for the network fails instead of passing by luck.
const OFFLINE = '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost';

export async function launchBrowser(): Promise<Browser> {
  const executablePath = await findChromium();
  if (executablePath === null) throw new Error('No Chromium. Run `node scripts/setup.mjs --host`.');
  return chromium.launch({
    executablePath,
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', OFFLINE],
  });
}

export interface WorkbenchOptions {
  /** Folder to open; an empty window without it. */
  readonly folder?: string;
  /** Folders of extensions in development. */
  readonly extensions?: readonly string[];
  /** A CommonJS file whose `run()` the extension host calls as its test run. */
  readonly tests?: string;
  /** console.* of the extension host during a test run, as its severity and arguments. */
  readonly onLog?: (severity: string, args: unknown[]) => void;
  /** The exit code of the test run. */
  readonly onExit?: (code: number) => void;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Language of the browser, and so of VS Code where it has it. */
  readonly locale?: string;
}

export interface Workbench {
  readonly context: BrowserContext;
  readonly page: Page;
}

/** Opens VS Code in a new browser context; resolves when the workbench shows, or at once for a test run. */
export async function openWorkbench(
  browser: Browser,
  host: Host,
  options: WorkbenchOptions = {},
): Promise<Workbench> {
  const context = await browser.newContext({
    viewport: options.viewport ?? { width: 1400, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
    locale: options.locale ?? 'en',
  });
  const page = await context.newPage();
  if (options.onExit !== undefined) await page.exposeFunction('codeAutomationExit', options.onExit);
  if (options.onLog !== undefined) await page.exposeFunction('codeAutomationLog', options.onLog);
  const remote = (path: string) => ({
    $mid: 1,
    scheme: 'vscode-remote',
    authority: `127.0.0.1:${host.port}`,
    path,
  });
  await setDevelopmentOptions(page, {
    ...(options.extensions === undefined ? {} : { extensions: options.extensions.map(remote) }),
    ...(options.tests === undefined ? {} : { extensionTestsPath: remote(options.tests) }),
  });
  const query = new URLSearchParams(
    options.folder === undefined ? { ew: 'true' } : { folder: options.folder },
  );
  await page.goto(`${host.base}/?${query}`, { waitUntil: 'domcontentloaded' });
  if (options.tests === undefined) {
    await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
  }
  return { context, page };
}

/**
 * Changes the configuration that the page hands to the workbench before its script reads it. A built VS Code ignores
 * extensionDevelopmentPath in its address, but takes these; and a page rewritten on its way (page.route) may not
 * open a WebSocket in Chromium.
 */
async function setDevelopmentOptions(
  page: Page,
  development: Readonly<Record<string, unknown>>,
): Promise<void> {
  await page.addInitScript((extra) => {
    if (window !== window.top) return;
    const original = Element.prototype.getAttribute;
    Element.prototype.getAttribute = function (this: Element, name: string) {
      const value = original.call(this, name);
      if (name !== 'data-settings' || this.id !== 'vscode-workbench-web-configuration' || value === null)
        return value;
      const configuration = JSON.parse(value) as { developmentOptions?: object };
      configuration.developmentOptions = { ...configuration.developmentOptions, ...extra };
      return JSON.stringify(configuration);
    };
  }, development);
}
