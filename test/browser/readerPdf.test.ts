import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { PdfDocumentInfo } from '../../src/core/pdf.ts';
import { PdfThread } from '../../src/engine/pdf/pdfThread.ts';
import type { PdfPage } from '../../src/protocol/readerMessages.ts';
import { launchBrowser } from '../hostHarness/browser.ts';
import { ROOT } from '../hostHarness/host.ts';
import { screenshot } from '../hostHarness/workbench.ts';
import { line, rectangle, writePdf } from '../unit/content/pdf/writePdf.ts';
import { answerPdf } from './answerPdf.ts';
import { openReader, type ReaderOptions, type ShownReader } from './readerHarness.ts';
import { showPdf } from './readerSamples.ts';

const PAGES = 500;
const folder = mkdtempSync(join(tmpdir(), 'vlm-atlas-pdf-'));
const file = join(folder, 'long.pdf');
const thread = new PdfThread({
  worker: join(ROOT, 'src/engine/pdf/worker.ts'),
  pdfium: join(ROOT, 'node_modules/@embedpdf/pdfium/dist/pdfium.wasm'),
});
let browser: Browser;
let info: PdfDocumentInfo;

before(async () => {
  browser = await launchBrowser();
  const pages = Array.from({ length: PAGES }, (_, index) => ({
    content:
      line(72, 700, `Heading of page ${index + 1}`, 20) +
      Array.from({ length: 30 }, (_, at) =>
        line(72, 660 - at * 18, `Line ${at + 1} of page ${index + 1}`),
      ).join('') +
      (index === 6 ? line(72, 90, 'rotary needle here') : '') +
      rectangle(400, 300, 120, 80, '0.2 0.5 0.8'),
  }));
  writeFileSync(file, writePdf({ pages }));
  info = await thread.run('open', { file });
});
after(async () => {
  await browser.close();
  await thread.close();
  rmSync(folder, { recursive: true, force: true });
});

interface OpenedPdf extends ShownReader {
  /** Pages that the reader has asked for since the last call, all of them answered. */
  readonly answer: () => Promise<number[]>;
  /** Answers until nothing more is asked for. */
  readonly settle: () => Promise<number[]>;
}

async function withPdf(
  shown: Partial<PdfPage>,
  run: (reader: OpenedPdf) => Promise<void>,
  options: ReaderOptions = {},
): Promise<void> {
  const reader = await openReader(browser, { width: 420, height: 640, ...options });
  const answer = async (): Promise<number[]> => {
    const pages: number[] = [];
    for (const message of await reader.messages()) {
      if (message.type === 'pdfPage') pages.push(message.page);
      const reply = await answerPdf(thread, file, message);
      if (reply) await reader.show(reply);
    }
    return pages;
  };
  const settle = async (): Promise<number[]> => {
    const pages: number[] = [];
    for (let quiet = 0; quiet < 4; quiet += 1) {
      await reader.page.waitForTimeout(120);
      const answered = await answer();
      pages.push(...answered);
      if (answered.length > 0) quiet = 0;
    }
    return pages;
  };
  try {
    await reader.show(showPdf({ pages: info.pages, ...shown }));
    await run({ ...reader, answer, settle });
    assert.deepEqual(reader.seen.errors, []);
    assert.deepEqual(reader.seen.requests, []);
  } finally {
    await reader.close();
  }
}

const canvases = (page: Page): Promise<number> => page.locator('canvas').count();
const pageField = (page: Page) => page.locator('.pages input');

test('a PDF opens at its page, which is drawn, and its words can be selected in their order', () =>
  withPdf({ page: 3 }, async ({ page, settle }) => {
    const asked = await settle();
    assert.equal(asked[0], 3, 'the page that is read comes first');
    assert.ok(asked.length < 8, `${asked.join()}: pages far away are not asked for`);
    assert.equal(await pageField(page).inputValue(), '3');
    const sheet = page.locator('[data-page="3"]');
    const dark = await sheet.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      return data.filter((value, at) => at % 4 === 0 && value < 100).length;
    });
    assert.ok(dark > 500, 'there is ink');
    const copied = await sheet.locator('.text').evaluate((layer) => {
      getSelection()!.selectAllChildren(layer);
      return getSelection()!.toString();
    });
    assert.match(copied, /^Heading of page 3\s+Line 1 of page 3\s+Line 2 of page 3\s/);
    await screenshot(page, 'pdf-420');
  }));

test('words lie where the picture has them', () =>
  withPdf({}, async ({ page, settle }) => {
    await settle();
    const places = await page.evaluate(() => {
      const sheet = document.querySelector('[data-page="1"]')!.getBoundingClientRect();
      const word = document.querySelector('[data-page="1"] .text span')!.getBoundingClientRect();
      return {
        left: (word.left - sheet.left) / sheet.width,
        right: (word.right - sheet.left) / sheet.width,
        middle: ((word.top + word.bottom) / 2 - sheet.top) / sheet.height,
      };
    });
    // Helvetica of 20 points from 72 points on; "Heading of page 1" is about 158 points wide.
    assert.ok(Math.abs(places.left - 72 / 612) < 0.01, JSON.stringify(places));
    assert.ok(Math.abs(places.right - 230 / 612) < 0.03, JSON.stringify(places));
    assert.ok(Math.abs(places.middle - (792 - 706) / 792) < 0.02, JSON.stringify(places));
  }));

test('pages are turned by key, button and number', () =>
  withPdf({}, async ({ page, settle }) => {
    await settle();
    const shows = (wanted: string) =>
      page.waitForFunction(
        (value) => document.querySelector<HTMLInputElement>('.pages input')!.value === value,
        wanted,
      );
    await page.keyboard.press('PageDown');
    await shows('2');
    await page.locator('button[aria-label="Next page"]').click();
    await shows('3');
    await page.keyboard.press('PageUp');
    await shows('2');
    await pageField(page).fill('499');
    await pageField(page).press('Enter');
    await shows('499');
    assert.ok((await settle()).includes(499));
    await page.locator('button[aria-label="Previous page"]').click();
    await shows('498');
  }));

test('a cited box is marked and in view', () =>
  withPdf({ page: 7, box: [100, 870, 500, 910] }, async ({ page, settle }) => {
    await settle();
    const mark = page.locator('[data-page="7"] .cited-box');
    const { top, bottom } = await mark.evaluate((each) => each.getBoundingClientRect().toJSON() as DOMRect);
    assert.ok(top > 60 && bottom < 640, `${top} to ${bottom}`);
    await screenshot(page, 'pdf-cited');
  }));

test('words are found on pages that were never shown', () =>
  withPdf({}, async ({ page, settle }) => {
    await settle();
    await page.keyboard.press('Control+f');
    await page.locator('.find input').fill('NEEDLE');
    await settle();
    assert.equal(await page.locator('.find .count').innerText(), '1 of 1');
    await page.locator('[data-page="7"] .current-match').waitFor();
    assert.ok((await page.locator('[data-page="7"] .current-match').boundingBox())!.y > 0);
    await screenshot(page, 'pdf-find');
    await page.locator('.find input').fill('no such words');
    await settle();
    assert.equal(await page.locator('.find .count').innerText(), 'Not found');
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.marks > *').count(), 0);
  }));

test('pages that are far away give their pictures back', () =>
  withPdf({}, async ({ page, settle, answer }) => {
    await settle();
    let most = 0;
    for (let at = 1; at <= 120; at += 1) {
      await page.keyboard.press('PageDown');
      await answer();
      most = Math.max(most, await canvases(page));
    }
    await settle();
    assert.ok(most > 1 && most < 9, `${most} pictures at once`);
    assert.ok((await canvases(page)) < 9);
    assert.equal(await pageField(page).inputValue(), '121');
  }));

test('a page that cannot be drawn says so, and the others are shown', () =>
  withPdf({}, async ({ page, show, messages }) => {
    await page.waitForFunction(() => window.harness.sent.some(({ type }) => type === 'pdfPage'));
    await messages();
    await show({ type: 'pdfFailed', page: 1, message: 'long.pdf is damaged: its page 1 cannot be read.' });
    await page.locator('[data-page="1"] .failed', { hasText: 'its page 1 cannot be read' }).waitFor();
    await page.waitForFunction(() =>
      window.harness.sent.some((message) => message.type === 'pdfPage' && message.page === 2),
    );
  }));

test('a wider window draws the page anew, and one stays where one was', () =>
  withPdf({ page: 5 }, async ({ page, settle }) => {
    await settle();
    await page.setViewportSize({ width: 900, height: 900 });
    const asked = await settle();
    assert.ok(asked.includes(5));
    const { width, shown } = await page.locator('[data-page="5"]').evaluate((sheet) => ({
      width: sheet.querySelector('canvas')!.width,
      shown: sheet.clientWidth,
    }));
    assert.equal(width, shown);
    await screenshot(page, 'pdf-900');
  }));
