import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Browser, Page, Route } from 'playwright-core';
import { CODE_SERVER_ENTRY } from '../../scripts/lib/vscodeServer.mjs';
import { pageHtml } from '../../src/features/host/pageHtml.ts';
import type { FromReader, ToReader } from '../../src/protocol/readerMessages.ts';
import { ROOT } from '../hostHarness/host.ts';
import { readThemes, type Theme, type ThemeKey } from './themes.ts';

/** Where the reader's page and, as in VS Code, apart from it its files are. Neither name leads anywhere. */
export const PAGE = 'https://webview.test/';
export const FILES = 'https://resources.test/';

/** A library's pictures: any name is a small picture, one that ends in `.svg` a drawing with a script. */
export const PICTURES = { root: `${FILES}pictures/`, folder: `${FILES}pictures/notes/` };
/** The number that the script of such a drawing marks. */
export const PICTURE_MARK = 999_999_999;

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg==',
  'base64',
);
const DRAWING = `<svg xmlns="http://www.w3.org/2000/svg" onload="__ran.push(${PICTURE_MARK})"><script>__ran.push(${PICTURE_MARK})</script></svg>`;

export interface ReaderOptions {
  readonly theme?: ThemeKey;
  readonly width?: number;
  readonly height?: number;
  /** False: the page has no content security policy. */
  readonly policy?: boolean;
  /** The webview's script; without it, the built one. */
  readonly script?: string;
  /** False: no handler may keep a link from being followed. */
  readonly cancellable?: boolean;
}

/** What went on in a page that must not. */
export interface Seen {
  /** Numbers that scripts of the content have marked: `__ran.push(7)`, in any frame. */
  readonly ran: Set<number>;
  /** Requests for anything but the reader's own files and pictures. */
  readonly requests: string[];
  /** Those of them that would have led the page itself elsewhere. */
  readonly navigations: string[];
  /** Frames, windows, dialogues and downloads. */
  readonly opened: string[];
  /** Errors that nothing caught. */
  readonly errors: string[];
}

export interface ShownReader {
  readonly page: Page;
  readonly seen: Seen;
  /** Gives the page a message of the extension; resolves when the page has dealt with it. */
  readonly show: (message: ToReader) => Promise<void>;
  /** All that the page has sent since the last call. */
  readonly messages: () => Promise<FromReader[]>;
  readonly close: () => Promise<void>;
}

/** Styles that VS Code gives to each webview. */
function defaultStyles(): string {
  const file = '../../lib/vscode/out/vs/workbench/contrib/webview/browser/pre/index.html';
  const text = readFileSync(join(dirname(CODE_SERVER_ENTRY), file), 'utf8');
  const styles = /defaultStyles\.textContent = `([^`]+)`/.exec(text)?.[1];
  if (!styles)
    throw new Error(`${file} of the VS Code server does not hold the styles of webviews any more.`);
  return styles;
}

const themeStyles = ({ variables }: Theme): string =>
  `:root { ${Object.entries(variables)
    .map(([name, value]) => `${name}: ${value};`)
    .join('\n')} }\n${defaultStyles()}`;

function themedPage(theme: Theme, policy: boolean): string {
  const html = pageHtml({
    source: FILES.slice(0, -1),
    nonce: 'nonce',
    script: `${FILES}reader.js`,
    styles: ['theme.css', 'katex/katex.min.css', 'reader.css'].map((name) => FILES + name),
    title: 'VLM Atlas',
  }).replace('<body>', `<body class="${theme.bodyClass}" data-vscode-theme-kind="${theme.kind}">`);
  return policy ? html : html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');
}

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css',
  js: 'text/javascript',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
};

/** The reader's own page in a browser window, as VS Code would show it. */
export async function openReader(browser: Browser, options: ReaderOptions = {}): Promise<ShownReader> {
  const { theme = 'light', width = 900, height = 900, policy = true, cancellable = true } = options;
  const { [theme]: colours } = readThemes();
  const dist = (name: string): Buffer => readFileSync(join(ROOT, 'dist', name));
  const own = (url: string): string | Buffer | null => {
    if (url === PAGE) return themedPage(colours, policy);
    const name = url.startsWith(FILES) ? url.slice(FILES.length) : '';
    if (name === 'theme.css') return themeStyles(colours);
    if (name === 'reader.js') return options.script ?? dist('webview/reader.js');
    if (name === 'reader.css') return dist('webview/reader.css');
    if (/^katex\/[\w./-]+$/.test(name)) return dist(name);
    if (name.startsWith('pictures/')) return name.endsWith('.svg') ? DRAWING : PIXEL;
    return null;
  };

  const seen: Seen = { ran: new Set(), requests: [], navigations: [], opened: [], errors: [] };
  const context = await browser.newContext({ viewport: { width, height } });
  await context.exposeBinding('__mark', (_source, mark: number) => void seen.ran.add(mark));
  await context.addInitScript(actAsVsCode, cancellable);
  await context.route('**/*', async (route: Route) => {
    const request = route.request();
    const url = request.url();
    const body = own(url);
    const type = TYPES[/\.(\w+)$/.exec(url)?.[1] ?? ''] ?? (url === PAGE ? 'text/html' : 'image/png');
    if (body !== null) return route.fulfill({ body, contentType: type });
    seen.requests.push(url);
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) seen.navigations.push(url);
    // "No content": a page that navigates there stays where it is.
    return route.fulfill({ status: 204 });
  });
  const page = await context.newPage();
  context.on('page', (opened) => {
    seen.opened.push(`window ${opened.url()}`);
    void opened.close();
  });
  page.on('frameattached', (frame) => seen.opened.push(`frame ${frame.url()}`));
  page.on('dialog', (dialog) => {
    seen.opened.push(`dialogue ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('download', (download) => seen.opened.push(`download ${download.url()}`));
  page.on('pageerror', ({ message }) => seen.errors.push(message));
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame() && frame.url().split('#')[0] !== PAGE)
      seen.opened.push(`navigation ${frame.url()}`);
  });
  await page.goto(PAGE);

  return {
    page,
    seen,
    show: (message) => page.evaluate(showMessage, message),
    messages: () => page.evaluate(() => window.harness.sent.splice(0)),
    close: () => context.close(),
  };
}

declare global {
  interface Window {
    harness: { readonly sent: FromReader[] };
    acquireVsCodeApi: () => unknown;
    __mark: (mark: number) => void;
    __ran: { push: (mark: number) => void };
  }
}

/** In every frame, before its own scripts. The state lasts over a reload, as VS Code keeps it. */
function actAsVsCode(cancellable: boolean): void {
  window.__ran = { push: (mark) => window.__mark(mark) };
  if (!cancellable) Event.prototype.preventDefault = () => {};
  if (window !== window.top) return;
  const sent: FromReader[] = [];
  window.harness = { sent };
  window.acquireVsCodeApi = () =>
    Object.freeze({
      postMessage: (message: FromReader) => void sent.push(structuredClone(message)),
      getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') as unknown,
      setState: (state: unknown) => sessionStorage.setItem('state', JSON.stringify(state)),
    });
}

/** In the page. Messages come in the order in which they are sent, so the second one tells that the first is done. */
function showMessage(message: ToReader): Promise<void> {
  return new Promise((resolve) => {
    const echo = `harness ${Math.random()}`;
    window.addEventListener('message', function listen({ data }) {
      if (data !== echo) return;
      window.removeEventListener('message', listen);
      resolve();
    });
    window.postMessage(message, '*');
    window.postMessage(echo, '*');
  });
}
