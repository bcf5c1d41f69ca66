import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Frame, Page } from 'playwright-core';
import { runCommand, screenshot, webviewFrame } from '../hostHarness/workbench.ts';
import { ask, openAtlasWindow, openSearch } from './atlasWindow.ts';

async function openFirst(page: Page, question: string, expected: RegExp, picture?: string): Promise<Frame> {
  await openSearch(page);
  await ask(page, question, expected);
  if (picture) await screenshot(page, picture);
  await page.keyboard.press('Enter');
  return webviewFrame(page, 'main article');
}

/** Themes, with the class that the window has once the theme is in place. */
const THEMES = {
  'Default Light Modern': 'vs',
  'Default Dark Modern': 'vs-dark',
  'Default High Contrast': 'hc-black',
};

for (const [theme, inPlace] of Object.entries(THEMES)) {
  test(`a hit opens as a card with formulas, in both languages (${theme})`, async () => {
    const name = theme.toLowerCase().replaceAll(' ', '-');
    const { page, close } = await openAtlasWindow({ 'workbench.colorTheme': theme });
    try {
      await page.locator(`.monaco-workbench.${inPlace}`).waitFor();
      const reader = await openFirst(page, 'M-RoPE', /M-RoPE/, `search-${name}`);
      await reader.locator('h1').filter({ hasText: 'M-RoPE' }).waitFor();
      assert.ok((await reader.locator('.katex-display').count()) > 0);
      assert.equal(await reader.locator('.katex-error').count(), 0);
      // The formulas' own fonts are there: nothing was refused by the content security policy.
      assert.ok(
        await reader.evaluate(() => document.fonts.ready.then(() => document.fonts.check('16px KaTeX_Main'))),
      );
      await screenshot(page, `reader-${name}`);
      await reader.locator('.languages button[aria-pressed="false"]').click();
      await reader.locator('h1').filter({ hasText: '多模态旋转位置编码' }).waitFor();
      await screenshot(page, `reader-chinese-${name}`);
      const drawing = reader.locator('figure svg.atlas-figure').first();
      await drawing.scrollIntoViewIfNeeded();
      await screenshot(page, `drawing-chinese-${name}`);
      assert.match(await drawing.locator('title').innerHTML(), /M-RoPE：/);
      const ink = await drawing
        .locator('text')
        .first()
        .evaluate((text) => getComputedStyle(text).fill);
      assert.equal(
        ink,
        await reader.evaluate(() => getComputedStyle(document.body).color),
        "the theme's colour",
      );
      await reader.locator('figcaption a').first().click();
      await reader.locator('h1').filter({ hasText: '每个 token 三个号' }).waitFor();
      await reader.locator('button[aria-label="Back"]').click();
      await reader.locator('h1').filter({ hasText: '多模态旋转位置编码' }).waitFor();
      await reader.locator('.relations a').filter({ hasText: 'RoPE（旋转位置编码）' }).click();
      await reader.locator('h1').filter({ hasText: /^RoPE/ }).waitFor();
      await reader.locator('button[aria-label="Back"]').click();
      await reader.locator('h1').filter({ hasText: 'M-RoPE' }).waitFor();
    } finally {
      await close();
    }
  });
}

const HOSTILE = `# Zanzibar positional notes

Zanzibar positional notes explain the zanzibar trick.

<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>

![remote](https://tracker.invalid/pixel.png) [bad](javascript:document.title='owned') [run](command:workbench.action.quit)

$$\\href{javascript:alert(1)}{x} \\includegraphics{https://tracker.invalid/a.png}$$
`;

test("a hostile note of one's own is shown as text: no script, no picture, no request", async () => {
  const { page, folder, close } = await openAtlasWindow();
  try {
    writeFileSync(path.join(folder, 'zanzibar.md'), HOSTILE);
    const requested: string[] = [];
    page.on('request', (request) => requested.push(request.url()));
    await runCommand(page, 'VLM Atlas: Add Folder to My Library…');
    await page.locator('.quick-input-title').filter({ hasText: 'Which folder of notes' }).waitFor();
    await page.locator('.quick-input-list .monaco-list-row').first().click();
    await page.locator('.notification-list-item-message').filter({ hasText: 'Indexed:' }).waitFor();
    const reader = await openFirst(page, 'l: zanzibar positional notes', /Zanzibar/i);
    await reader.locator('h1').filter({ hasText: 'Zanzibar' }).waitFor();
    assert.equal(await reader.locator('img, iframe, object, article script').count(), 0);
    assert.equal(await reader.locator('a[href]:not([href="#"])').count(), 0);
    assert.notEqual(await reader.title(), 'owned');
    assert.deepEqual(
      requested.filter((url) => url.includes('tracker.invalid')),
      [],
    );
    await reader.locator('button[aria-label="More"]').click();
    await reader
      .locator('button')
      .filter({ hasText: /^Open in Editor$/ })
      .click();
    await page.locator('.tab.active').filter({ hasText: 'zanzibar.md' }).waitFor();
    await screenshot(page, 'note-in-editor');
  } finally {
    await close();
  }
});

test('the health report opens as a page', async () => {
  const { page, close } = await openAtlasWindow();
  try {
    await runCommand(page, 'VLM Atlas: Show Health');
    const reader = await webviewFrame(page, 'main article table');
    await reader.locator('td').filter({ hasText: 'multilingual-e5-small-zh-en' }).first().waitFor();
    await screenshot(page, 'health');
  } finally {
    await close();
  }
});
