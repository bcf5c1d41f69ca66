import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import type { ReaderState } from '../../src/protocol/readerMessages.ts';
import { launchBrowser } from '../hostHarness/browser.ts';
import { screenshot } from '../hostHarness/workbench.ts';
import { openReader, type ReaderOptions, type ShownReader } from './readerHarness.ts';
import { PLACE, samplePage, show } from './readerSamples.ts';

let browser: Browser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());

const paragraphs = (count: number): string =>
  Array.from({ length: count }, (_, at) => `Paragraph ${at + 1} says something of its own.`).join('\n\n');

const MARKDOWN = `Intro with **bold Quer**y words and $x_{query}$.

## 两个阶段

预训练的第一阶段只训练连接器。[^a]

${paragraphs(30)}

## Second part

A query here, another QUERY there, and [a link](concept:clip).

### Deeper

${paragraphs(30)}

[^a]: 冻结的是两端。
`;

async function withReader(
  markdown: string,
  run: (reader: ShownReader) => Promise<void>,
  options: ReaderOptions = {},
): Promise<void> {
  const reader = await openReader(browser, { width: 420, height: 600, ...options });
  try {
    await reader.show(show({ markdown }));
    await run(reader);
    assert.deepEqual(reader.seen.errors, []);
  } finally {
    await reader.close();
  }
}

test('words are found over bold type, in any case, once in a formula, and in Chinese', () =>
  withReader(MARKDOWN, async ({ page }) => {
    await page.keyboard.press('Control+F');
    const box = page.locator('.find input');
    const count = page.locator('.find .count');
    await box.pressSequentially('query');
    assert.equal(await count.innerText(), '1 of 4');
    for (let step = 0; step < 2; step += 1) await page.keyboard.press('Enter');
    assert.equal(await count.innerText(), '3 of 4');
    const found = page.locator('p', { hasText: 'A query here' });
    assert.ok(await found.evaluate((each) => each.getBoundingClientRect().top < window.innerHeight));
    await screenshot(page, 'reader-find');
    await page.keyboard.press('Shift+Enter');
    assert.equal(await count.innerText(), '2 of 4');
    await box.fill('连接器');
    assert.equal(await count.innerText(), '1 of 1');
    await box.fill('nowhere');
    assert.equal(await count.innerText(), 'Not found');
    await page.keyboard.press('Escape');
    assert.equal(await box.isVisible(), false);
    assert.equal(await page.evaluate(() => CSS.highlights.size), 0);
  }));

test('the contents lead to a heading, by keyboard', () =>
  withReader(MARKDOWN, async ({ page }) => {
    await page.locator('button[aria-label="Contents"]').focus();
    await page.keyboard.press('Enter');
    await page.locator('.contents').waitFor();
    assert.deepEqual(await page.locator('.contents a').allInnerTexts(), [
      '两个阶段',
      'Second part',
      'Deeper',
    ]);
    await screenshot(page, 'reader-contents');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Second part');
    const top = await page
      .locator('h2', { hasText: 'Second part' })
      .evaluate((each) => each.getBoundingClientRect().top);
    assert.ok(top > 30 && top < 120, `${top}: below the bar`);
    assert.equal(await page.locator('.contents').isVisible(), false);
  }));

test('a footnote and the way back from it', () =>
  withReader(MARKDOWN, async ({ page, messages }) => {
    await page.locator('.footnote-ref a').click();
    const note = page.locator('.footnotes li');
    assert.ok(await note.evaluate((each) => each === document.activeElement));
    await note.locator('a.back').click();
    assert.ok(await page.locator('.footnote-ref').evaluate((each) => each.getBoundingClientRect().top > 0));
    assert.deepEqual(
      (await messages()).filter(({ type }) => type === 'link'),
      [],
    );
  }));

test('text grows at once, and the choice is told', () =>
  withReader(MARKDOWN, async ({ page, messages }) => {
    const size = () =>
      page.locator('article').evaluate((each) => parseFloat(getComputedStyle(each).fontSize));
    const before = await size();
    await page.locator('button[aria-label="More"]').click();
    await page.locator('button[aria-label="Larger text"]').click();
    await page.locator('button[aria-label="Larger text"]').click();
    await screenshot(page, 'reader-more');
    assert.equal(Math.round(((await size()) / before) * 100), 125);
    const sizes = (await messages()).flatMap((message) =>
      message.type === 'textSize' ? [message.percent] : [],
    );
    assert.deepEqual(sizes, [110, 125]);
  }));

test('a link that is pointed at or focused gets a small card, and Escape takes it away', () =>
  withReader(MARKDOWN, async ({ page, messages, show: post }) => {
    const link = page.locator('article a', { hasText: 'a link' });
    await link.focus();
    await page.waitForFunction(() => window.harness.sent.some(({ type }) => type === 'preview'));
    assert.deepEqual((await messages()).at(-1), { type: 'preview', href: 'concept:clip' });
    await post({
      type: 'preview',
      href: 'concept:clip',
      title: 'CLIP',
      line: 'Radford et al., 2021',
      text: 'Two encoders.',
    });
    const card = page.locator('[role=tooltip]');
    assert.match(await card.innerText(), /CLIP\s+Radford et al\., 2021\s+Two encoders\./);
    assert.equal(await link.getAttribute('aria-describedby'), await card.getAttribute('id'));
    await screenshot(page, 'reader-preview');
    await page.keyboard.press('Escape');
    assert.equal(await card.count(), 0);
    await post({ type: 'preview', href: 'concept:vit', title: 'ViT', line: '', text: '' });
    assert.equal(await card.count(), 0, 'a late answer about another link shows nothing');
  }));

test('how far one has read is kept over a reload, and told before a link is followed', () =>
  withReader(MARKDOWN, async ({ page, messages, show: post }) => {
    const state: ReaderState = { places: [{ id: 'm-rope', language: null, scroll: 0 }], at: 0 };
    await post({ type: 'show', page: samplePage({ markdown: MARKDOWN }), place: { ...PLACE, state } });
    await page.evaluate(() => window.scrollTo(0, 640));
    await page.waitForFunction(() => window.harness.sent.some(({ type }) => type === 'scrolled'));
    await page.evaluate(() => window.scrollTo(0, 900));
    await page.locator('article a', { hasText: 'a link' }).evaluate((link: HTMLElement) => link.click());
    const told = (await messages()).filter(({ type }) => type === 'scrolled' || type === 'link');
    assert.deepEqual(told, [
      { type: 'scrolled', scroll: 640 },
      { type: 'scrolled', scroll: 900 },
      { type: 'link', href: 'concept:clip' },
    ]);
    await page.reload();
    const [ready] = await messages();
    assert.deepEqual(ready, {
      type: 'ready',
      state: { places: [{ id: 'm-rope', language: null, scroll: 900 }], at: 0 },
    });
    const place = { scroll: 900, anchor: null, state };
    await post({ type: 'show', page: samplePage({ markdown: MARKDOWN }), place });
    assert.equal(await page.evaluate(() => window.scrollY), 900);
  }));

test('a cited passage is marked and in view', () =>
  withReader('', async ({ page, show: post }) => {
    const at = MARKDOWN.indexOf('A query here');
    await post(show({ markdown: MARKDOWN, span: [at, at + 20] }));
    const cited = page.locator('.cited');
    assert.match(await cited.innerText(), /^A query here/);
    const { top, height } = await cited.evaluate((each) => ({
      top: each.getBoundingClientRect().top,
      height: window.innerHeight,
    }));
    assert.ok(top > 0 && top < height);
  }));

test('every control is reached by Tab, has a name, and shows that it has the focus', () =>
  withReader(MARKDOWN, async ({ page, show: post }) => {
    await post(
      show({
        markdown: 'See [one](concept:clip).',
        relations: [{ label: 'Builds on', items: [{ id: 'rope', title: 'RoPE' }] }],
        papers: [
          {
            id: 'paper:rope',
            title: 'RoFormer',
            line: 'Su, 2021',
            links: [{ label: 'arXiv', href: 'https://arxiv.org/abs/2104.09864' }],
          },
        ],
      }),
    );
    await post({
      type: 'backlinks',
      id: 'm-rope',
      backlinks: [{ document: 'notes/实验记录.md', where: 'line 12', excerpt: 'M-RoPE again' }],
    });
    const reached: string[] = [];
    for (let step = 0; step < 30; step += 1) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => {
        const at = document.activeElement;
        if (!at || at === document.body) return null;
        return {
          name: at.getAttribute('aria-label') ?? at.textContent ?? '',
          outline: getComputedStyle(at).outlineStyle,
        };
      });
      if (!focused) break;
      assert.equal(focused.outline, 'solid', focused.name);
      reached.push(focused.name);
    }
    for (const name of [
      'Back',
      'Find in this page',
      '中文',
      'More',
      'one',
      'RoFormer',
      'arXiv',
      'Copy BibTeX',
      'RoPE',
      'notes/实验记录.md',
    ])
      assert.ok(reached.includes(name), `${name} among ${reached.join(', ')}`);
    await screenshot(page, 'reader-sections');
  }));

test('what is beneath a page can be acted on', () =>
  withReader('Text.', async ({ page, messages, show: post }) => {
    await post({
      type: 'backlinks',
      id: 'm-rope',
      backlinks: [
        { document: 'a.md', where: 'line 3', excerpt: 'one' },
        { document: 'b.py', where: 'line 7', excerpt: 'two' },
      ],
    });
    await page.locator('.backlinks a', { hasText: 'b.py' }).click();
    assert.deepEqual((await messages()).at(-1), { type: 'backlink', index: 1 });
    await post({ type: 'backlinks', id: 'another', backlinks: [] });
    assert.equal(await page.locator('.backlinks li').count(), 2, 'those of another page change nothing');
  }));
