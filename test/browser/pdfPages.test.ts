import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Frame } from 'playwright-core';
import { PdfThread } from '../../src/engine/pdf/pdfThread.ts';
import { launchBrowser } from '../hostHarness/browser.ts';
import { ROOT } from '../hostHarness/host.ts';
import { screenshot } from '../hostHarness/workbench.ts';
import { PDFIUM, PdfFolder } from '../unit/content/pdf/openPdf.ts';
import { line, type PageSource } from '../unit/content/pdf/writePdf.ts';
import { openPdfFrame, type PdfFrame, type PdfFrameOptions } from './pdfFrame.ts';

const folder = new PdfFolder();
const thread = new PdfThread({ worker: join(ROOT, 'src/engine/pdf/worker.ts'), pdfium: PDFIUM });
let browser: Browser;
before(async () => (browser = await launchBrowser()));
after(async () => {
  await browser.close();
  await thread.close();
  folder.remove();
});

const rows = (text: string, x: number, count = 30): string =>
  Array.from({ length: count }, (_, row) => line(x, 690 - row * 20, `${text}, line ${row + 1}`, 10)).join('');
const paper = (number: number): PageSource => ({
  content:
    line(72, 720, `Page ${number} of a paper`, 18) +
    rows(`Left ${number}`, 72) +
    rows(`Right ${number}`, 330),
});
const papers = (count: number): PageSource[] => Array.from({ length: count }, (_, index) => paper(index + 1));

async function withPdf(
  pages: readonly PageSource[],
  options: PdfFrameOptions,
  run: (pdf: PdfFrame) => Promise<void>,
): Promise<void> {
  const pdf = await openPdfFrame(browser, thread, folder.write('paper.pdf', { pages }), options);
  try {
    await pdf.settled();
    await run(pdf);
  } finally {
    await pdf.close();
  }
}

const drawn = (frame: Frame): Promise<number[]> =>
  frame.evaluate(() =>
    [...document.querySelectorAll('canvas')].map((each) =>
      Number(each.closest<HTMLElement>('.sheet')!.dataset['page']),
    ),
  );
const readPage = (frame: Frame): Promise<string> => frame.locator('.pages input').inputValue();

/** The middle of a run of words in the window. */
async function middleOf(frame: Frame, words: string): Promise<readonly [number, number]> {
  const { x, y, width, height } = (await frame
    .locator('.text > span', { hasText: words })
    .first()
    .boundingBox())!;
  return [x + width / 2, y + height / 2];
}

test('the next pages are drawn before they are seen, those far away are not', () =>
  withPdf(papers(40), {}, async ({ frame, asked }) => {
    const hidden = await frame.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('.sheet')]
        .filter((each) => each.getBoundingClientRect().top > window.innerHeight)
        .map((each) => Number(each.dataset['page'])),
    );
    const pages = await drawn(frame);
    assert.ok(pages.includes(hidden[0]!), `${pages}; the first that is not seen is ${hidden[0]}`);
    assert.ok(pages.length < 6);
    assert.deepEqual(
      asked,
      [...asked].sort((a, b) => a - b),
      'the nearest first',
    );
  }));

test('words dragged over are copied in their order, without those of the other column', () =>
  withPdf(papers(2), { width: 700, height: 900 }, async ({ page, frame }) => {
    const [x, y] = await middleOf(frame, 'Left 1, line 3');
    const [, below] = await middleOf(frame, 'Left 1, line 5');
    await page.mouse.move(x - 20, y);
    await page.mouse.down();
    // Through the empty space between the lines and beside the words.
    await page.mouse.move(x + 120, y + 11, { steps: 5 });
    await page.mouse.move(x + 120, below + 9, { steps: 5 });
    const between = await frame.evaluate(() => getSelection()!.toString());
    assert.ok(between.split('\n').length <= 4 && !between.includes('Right'), `leapt to ${between}`);
    await page.mouse.move(x + 15, below, { steps: 5 });
    await page.mouse.up();
    await page.keyboard.press('Control+c');
    await frame.evaluate(() => {
      const field = document.createElement('textarea');
      field.id = 'paste';
      document.body.prepend(field);
      field.focus();
    });
    await page.keyboard.press('Control+v');
    const copied = await frame.locator('#paste').inputValue();
    assert.match(copied, /^[\w ,]*line 3\nLeft 1, line 4\nLeft 1, l[\w ]*$/);
  }));

test('all words of a page are copied, a line by itself, words of one line with a space', () =>
  withPdf(
    [{ content: line(72, 700, 'First line') + line(300, 700, 'same line') + line(72, 680, 'second line') }],
    {},
    async ({ frame }) => {
      const all = await frame.evaluate(() => {
        getSelection()!.selectAllChildren(document.querySelector('.text')!);
        return getSelection()!.toString();
      });
      assert.equal(all.trim(), 'First line same line\nsecond line');
    },
  ));

test('what is selected stays selected when its page is far away, and when the window becomes wider', () =>
  withPdf(papers(30), {}, async ({ page, frame, settled }) => {
    const word = frame.locator('.text > span', { hasText: 'Left 1, line 2' }).first();
    await word.evaluate((each) => getSelection()!.selectAllChildren(each));
    const selection = () => frame.evaluate(() => getSelection()!.toString().trim());
    const words = await selection();
    assert.ok(words.length > 0);
    await page.setViewportSize({ width: 800, height: 700 });
    await settled();
    assert.equal(await selection(), words);
    await frame.locator('[data-page="25"]').evaluate((sheet) => sheet.scrollIntoView());
    await settled();
    assert.ok((await drawn(frame)).includes(25));
    assert.ok((await drawn(frame)).includes(1));
    assert.ok((await frame.locator('[data-page="1"] .text > span').count()) > 0);
    await frame.evaluate(() => getSelection()!.removeAllRanges());
    await frame.waitForFunction(() => document.querySelector('[data-page="1"] canvas') === null);
  }));

test('words keep to their places when the window changes, before it is drawn anew', () =>
  withPdf(papers(1), {}, async ({ page, frame }) => {
    const shares = () =>
      frame.evaluate(() => {
        const sheet = document.querySelector('.sheet')!.getBoundingClientRect();
        const word = document.querySelector('.text > span')!.getBoundingClientRect();
        return [word.left, word.right, word.top, word.bottom].map((edge, index) =>
          index < 2 ? (edge - sheet.left) / sheet.width : (edge - sheet.top) / sheet.height,
        );
      });
    const before = await shares();
    await page.setViewportSize({ width: 320, height: 700 });
    for (const [index, share] of (await shares()).entries())
      assert.ok(Math.abs(share - before[index]!) < 0.01, `${before} is now ${await shares()}`);
  }));

test('words that run up the margin lie there, on a turned page too', () =>
  withPdf(
    [
      {
        content: `q 0 1 -1 0 40 250 cm ${line(0, 0, 'arXiv:0000.00000v1 [cs.CV]', 20)} Q ${rows('Text', 100, 5)}`,
      },
      { content: rows('Turned', 100, 5), rotate: 90 },
    ],
    { width: 600, height: 1_300 },
    async ({ page, frame }) => {
      const place = (selector: string) =>
        frame
          .locator(selector)
          .first()
          .evaluate((word) => {
            const sheet = word.closest('.sheet')!.getBoundingClientRect();
            const { left, right, top, bottom } = word.getBoundingClientRect();
            return [
              (left - sheet.left) / sheet.width,
              (right - sheet.left) / sheet.width,
              (top - sheet.top) / sheet.height,
              (bottom - sheet.top) / sheet.height,
            ] as const;
          });
      for (const selector of [
        '[data-page="1"] .text > span:has-text("arXiv")',
        '[data-page="2"] .text > span',
      ]) {
        const [left, right, top, bottom] = await place(selector);
        assert.ok(left >= 0 && right <= 1 && right - left < 0.08, `${selector}: ${left} to ${right}`);
        assert.ok(top > 0 && bottom < 1 && bottom - top > 0.1, `${selector}: ${top} to ${bottom}`);
      }
      await screenshot(page, 'pdf-turned');
    },
  ));

test('keys turn the pages to the last and back, also where several are seen at once', () =>
  withPdf(papers(6), { width: 300, height: 900 }, async ({ page, frame }) => {
    for (const wanted of ['2', '3', '4', '5', '6', '6']) {
      await page.keyboard.press('PageDown');
      await page.waitForTimeout(60);
      assert.equal(await readPage(frame), wanted);
    }
    for (const wanted of ['5', '4', '3', '2', '1', '1']) {
      await page.keyboard.press('PageUp');
      await page.waitForTimeout(60);
      assert.equal(await readPage(frame), wanted);
    }
    await page.keyboard.press('End');
    await frame.waitForFunction(() => window.scrollY > 1_000);
    await page.keyboard.press('Home');
    await frame.waitForFunction(() => window.scrollY === 0);
    assert.equal(await readPage(frame), '1');
  }));

for (const [width, theme] of [
  [300, 'dark'],
  [900, 'light'],
  [900, 'contrastDark'],
  [300, 'contrastLight'],
] as const) {
  test(`a cited box is marked and in view, ${width} pixels wide, theme ${theme}`, () =>
    withPdf(
      papers(9),
      { width, height: 700, theme, shown: { page: 5, box: [115, 640, 300, 690] } },
      async ({ page, frame }) => {
        const { y, height } = (await frame.locator('[data-page="5"] .cited-box').boundingBox())!;
        assert.ok(y > 60 && y + height < 700, `${y}`);
        const overflow = await frame.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(overflow <= 0, `${overflow} pixels too wide`);
        await screenshot(page, `pdf-cited-${width}-${theme}`);
      },
    ));
}

test('after 500 pages no more is held than at the start', () =>
  withPdf(papers(500), { width: 420, height: 640 }, async ({ page, frame, settled }) => {
    const held = () =>
      frame.evaluate(() => ({
        elements: document.querySelectorAll('*').length,
        pixels: [...document.querySelectorAll('canvas')].reduce(
          (sum, each) => sum + each.width * each.height,
          0,
        ),
      }));
    await page.keyboard.press('PageDown');
    await settled();
    const start = await held();
    let most = 0;
    for (let number = 3; number <= 500; number += 1) {
      await page.keyboard.press('PageDown');
      if (number % 10 === 0) {
        await settled();
        most = Math.max(most, (await held()).pixels);
      }
    }
    await settled();
    assert.equal(await readPage(frame), '500');
    assert.ok((await drawn(frame)).includes(500));
    await frame.locator('.pages input').fill('2');
    await page.keyboard.press('Enter');
    await settled();
    const end = await held();
    assert.ok(most <= start.pixels * 2.5, `${most} pixels at once, ${start.pixels} at the start`);
    assert.ok(
      end.elements <= start.elements * 1.2,
      `${end.elements} elements, ${start.elements} at the start`,
    );
    assert.ok(end.pixels <= start.pixels * 1.2, `${end.pixels} pixels, ${start.pixels} at the start`);
  }));

test('10,000 pages are laid out, and the last of them is a moment away', () =>
  withPdf(
    Array.from({ length: 10_000 }, (_, index) => ({ content: line(72, 700, `Number ${index + 1}`) })),
    {},
    async ({ page, frame, settled }) => {
      await frame.locator('.pages input').fill('10000');
      await page.keyboard.press('Enter');
      await settled();
      assert.ok((await drawn(frame)).includes(10_000));
      assert.equal(await frame.locator('[data-page="10000"] .text > span').innerText(), 'Number 10000');
    },
  ));
