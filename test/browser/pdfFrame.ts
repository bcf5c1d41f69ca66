import type { Browser, Frame, Page } from 'playwright-core';
import { runEsbuild } from '../../scripts/lib/bundle.mjs';
import { bundles } from '../../esbuild.mjs';
import type { PdfDocumentInfo } from '../../src/core/pdf.ts';
import type { PdfThread } from '../../src/engine/pdf/pdfThread.ts';
import { pageHtml } from '../../src/features/host/pageHtml.ts';
import type { FromReader, PdfPage } from '../../src/protocol/readerMessages.ts';
import { answerPdf } from './answerPdf.ts';
import { showPdf } from './readerSamples.ts';
import { readThemes, type ThemeKey } from './themes.ts';

/** As in VS Code, the reader is in a frame of an origin of its own. Neither name leads anywhere. */
const WINDOW = 'https://window.test/';
const READER = 'https://reader.test/';

interface Bundle {
  readonly outputFiles: readonly { readonly path: string; readonly text: string }[];
}

let bundle: Promise<Bundle> | undefined;

/** The reader's script and styles as they are now, whatever has been built. */
async function readerFile(ending: '.js' | '.css'): Promise<string> {
  bundle ??= runEsbuild({
    ...bundles['webview'],
    entryPoints: [
      { in: 'src/webview/reader.ts', out: 'reader' },
      { in: 'media/reader.css', out: 'reader' },
    ],
    outdir: 'reader',
    sourcemap: false,
    write: false,
  }) as unknown as Promise<Bundle>;
  const { outputFiles } = await bundle;
  return outputFiles.find(({ path }) => path.endsWith(ending))!.text;
}

export interface PdfFrameOptions {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: ThemeKey;
  readonly shown?: Partial<PdfPage>;
}

export interface PdfFrame {
  readonly page: Page;
  readonly frame: Frame;
  /** Numbers of the pages that the reader has asked for so far. */
  readonly asked: readonly number[];
  /** Resolves when the reader has all that it asked for and asks for nothing more. */
  readonly settled: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Opens a file in the reader; what it asks for is answered by a thread that draws PDFs. */
export async function openPdfFrame(
  browser: Browser,
  thread: PdfThread,
  file: string,
  { width = 500, height = 700, theme = 'light', shown = {} }: PdfFrameOptions = {},
): Promise<PdfFrame> {
  const colours = readThemes()[theme];
  const variables = Object.entries(colours.variables).map(([name, value]) => `${name}: ${value};`);
  const html = pageHtml({
    source: READER.slice(0, -1),
    nonce: 'nonce',
    script: `${READER}reader.js`,
    styles: [`${READER}theme.css`, `${READER}reader.css`],
    title: 'VLM Atlas',
  }).replace('<body>', `<body class="${colours.bodyClass}" data-vscode-theme-kind="${colours.kind}">`);
  const files = new Map<string, readonly [type: string, body: string]>([
    [
      WINDOW,
      [
        'text/html',
        `<style>body{margin:0}iframe{border:0;width:100vw;height:100vh;display:block}</style><iframe src="${READER}"></iframe>`,
      ],
    ],
    [READER, ['text/html', html]],
    [
      `${READER}theme.css`,
      ['text/css', `:root { ${variables.join(' ')} } body { font-size: 13px; --vscode-font-size: 13px; }`],
    ],
    [`${READER}reader.js`, ['text/javascript', await readerFile('.js')]],
    [`${READER}reader.css`, ['text/css', await readerFile('.css')]],
  ]);
  const context = await browser.newContext({ viewport: { width, height } });
  const asked: number[] = [];
  let running = 0;
  let last = Date.now();
  await context.exposeBinding('__ask', async ({ frame }, message: FromReader) => {
    running += 1;
    const reply = await answerPdf(thread, file, message);
    // The page may be gone by now.
    if (reply) await frame.evaluate((each) => window.postMessage(each, '*'), reply).catch(() => undefined);
    running -= 1;
    last = Date.now();
  });
  await context.addInitScript(() => {
    const ask = (window as unknown as { __ask: (message: unknown) => void }).__ask;
    Object.assign(window, {
      acquireVsCodeApi: () => ({ postMessage: ask, getState: () => null, setState: () => undefined }),
    });
  });
  await context.route('**/*', (route) => {
    const [contentType, body] = files.get(route.request().url()) ?? ['text/plain', ''];
    return route.fulfill({ contentType, body });
  });
  const page = await context.newPage();
  await page.goto(WINDOW);
  const frame = page.frames().find((each) => each.url() === READER)!;
  const info: PdfDocumentInfo = await thread.run('open', { file });
  await frame.evaluate(
    (message) => window.postMessage(message, '*'),
    showPdf({ pages: info.pages, title: info.title ?? 'paper.pdf', ...shown }),
  );
  await frame.locator('.sheet').first().waitFor();
  await frame.evaluate(() => window.focus());
  return {
    page,
    frame,
    asked,
    settled: async () => {
      last = Date.now();
      while (running > 0 || Date.now() - last < 400) await page.waitForTimeout(50);
    },
    close: () => context.close(),
  };
}
