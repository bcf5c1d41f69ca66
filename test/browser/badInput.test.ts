import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { linkTarget } from '../../src/features/reader/linkTarget.ts';
import { launchBrowser } from '../hostHarness/browser.ts';
import { BAD_NOTES, LONGEST, NAMES } from './badNotes.ts';
import { openReader, PICTURES, type ShownReader } from './readerHarness.ts';
import { LABELS, show } from './readerSamples.ts';

let browser: Browser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());

/** How much longer than a plain note of the greatest length a bad one may take to be shown. */
const SLOWER = 50;
const PLAIN = 'Some words of a plain note, and some more of them.\n\n'.repeat(LONGEST / 50).slice(0, LONGEST);

/** Milliseconds until a note is on the screen and the page answers. */
async function timeOf({ page, show: give }: ShownReader, markdown: string): Promise<number> {
  const start = performance.now();
  await give(show({ title: 'Note', markdown, pictures: PICTURES }));
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  return performance.now() - start;
}

const within = <T>(work: Promise<T>, milliseconds: number): Promise<T | null> =>
  Promise.race([work, new Promise<null>((resolve) => setTimeout(resolve, milliseconds, null))]);

test('no note stops the reader, breaks it or keeps it much longer than a plain one', async () => {
  let reader = await openReader(browser);
  await timeOf(reader, PLAIN);
  const plain = ((await timeOf(reader, PLAIN)) + (await timeOf(reader, PLAIN))) / 2;
  const wrong: string[] = [];
  for (const [name, note] of Object.entries(BAD_NOTES)) {
    const { page, seen } = reader;
    if ((await within(timeOf(reader, note), plain * SLOWER)) === null) {
      wrong.push(`${name}: not shown in ${SLOWER} times the time of a plain note`);
      void reader.close().catch(() => {});
      reader = await openReader(browser);
      continue;
    }
    const isShown = (await page.locator('h1').first().innerText()) === 'Note';
    await timeOf(reader, 'Then *another*.');
    const isNext = (await page.locator('article').innerText()) === 'Then another.';
    if (!isShown || !isNext) wrong.push(`${name}: ${isShown ? 'the next note' : 'it'} is not shown`);
    wrong.push(...seen.errors.splice(0).map((error) => `${name}: ${error}`));
    wrong.push(...seen.requests.splice(0).map((url) => `${name}: ${url}`));
  }
  await reader.close();
  assert.deepEqual(wrong, []);
});

test('a formula that cannot be set is shown as it is written, and the rest of the note too', async () => {
  const reader = await openReader(browser);
  try {
    await reader.show(
      show({ markdown: 'before $\\frac{$ between $x^2$ after\n\n$$\n\\begin{x}\n$$\n\nend' }),
    );
    const article = reader.page.locator('article');
    const text = await article.innerText();
    for (const word of ['before', '\\frac{', 'between', 'after', '\\begin{x}', 'end'])
      assert.ok(text.includes(word), word);
    assert.equal(await article.locator('.katex').count(), 1);
  } finally {
    await reader.close();
  }
});

test('definitions of TeX end with their page, and nothing set covers the controls', async () => {
  const reader = await openReader(browser, { width: 320 });
  try {
    await reader.show(
      show({
        markdown:
          '$\\gdef\\secret{leaked}x$\n\n' +
          Array.from(
            { length: 20 },
            (_, up) => `$\\kern-${up}em\\raisebox{${up}em}{\\colorbox{red}{OVER}}$ `,
          ).join('') +
          '$$\\kern-9999em\\raisebox{9999em}{\\rule{9999em}{9999em}}$$',
      }),
    );
    const covered = await reader.page.locator('button:visible').evaluateAll((buttons) =>
      buttons
        .filter((button) => {
          const { x, y, width, height } = button.getBoundingClientRect();
          const hit = document.elementFromPoint(x + width / 2, y + height / 2);
          return !button.contains(hit);
        })
        .map((button) => button.outerHTML),
    );
    assert.deepEqual(covered, []);
    await reader.show(show({ markdown: 'A $\\secret$.' }));
    assert.doesNotMatch(await reader.page.locator('article').innerText(), /leaked/);
  } finally {
    await reader.close();
  }
});

test('file names with #, %, spaces and Han characters are shown as they are, and links lead to them', async () => {
  const reader = await openReader(browser);
  const { page } = reader;
  try {
    for (const name of NAMES) {
      const address = name.split('/').map(encodeURIComponent).join('/');
      const markdown = `[of ${name.replaceAll('%', '\\%')}](${address.replaceAll('(', '%28')})\n\n![picture](${address}.png)`;
      await reader.show(show({ title: name, subtitle: name, chips: [name], markdown, pictures: PICTURES }));
      assert.equal(await page.locator('h1').textContent(), name);
      assert.equal(await page.locator('.chips li').textContent(), name);
      assert.equal(await page.locator('article img').getAttribute('src'), `${PICTURES.folder}${address}.png`);
      await reader.messages();
      await page.locator('article a').click();
      const followed = (await reader.messages()).find(({ type }) => type === 'link');
      assert.ok(followed?.type === 'link');
      const target = linkTarget(followed.href, 'notes/note.md');
      assert.equal(target.type === 'file' ? target.path : target.type, `notes/${name}`);
      await reader.show({ type: 'error', title: name, message: name, canGoBack: false, labels: LABELS });
      assert.equal(await page.locator('h1').textContent(), name);
    }
    assert.deepEqual(reader.seen.requests, []);
    assert.deepEqual(reader.seen.errors, []);
  } finally {
    await reader.close();
  }
});
