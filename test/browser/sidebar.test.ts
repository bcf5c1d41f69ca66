import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Frame, Locator, Page } from 'playwright-core';
import {
  openViewContainer,
  runCommand,
  screenshot,
  typeInQuickInput,
  webviewFrame,
} from '../hostHarness/workbench.ts';
import { line, writePdf } from '../unit/content/pdf/writePdf.ts';
import { openAtlasWindow } from './atlasWindow.ts';

const row = (page: Page, text: string | RegExp): Locator =>
  page.locator('.sidebar .monaco-list-row').filter({ hasText: text }).first();

/** Leaves in the tree what holds the words, and opens the row with this text. */
async function openFromTree(page: Page, words: string, text: RegExp): Promise<void> {
  await openViewContainer(page, 'VLM Atlas');
  // A webview that is being made takes the focus, which would close the box.
  await webviewFrame(page, 'main');
  await runCommand(page, 'VLM Atlas: Filter the Atlas…');
  await typeInQuickInput(page, words);
  await page.keyboard.press('Enter');
  await row(page, text).click();
}

/** By the context menu of the explorer. */
async function openInReader(page: Page, name: string): Promise<void> {
  const file = page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: name });
  await runCommand(page, 'Refresh Explorer');
  const item = page.locator('.monaco-menu .action-item').filter({ hasText: 'Open in Reader' }).first();
  // The explorer that is being refreshed closes its menu again.
  for (let attempt = 0; attempt < 10 && !(await item.isVisible()); attempt += 1) {
    await file.click({ button: 'right' });
    await page.waitForTimeout(1_000);
  }
  await item.click();
}

const sidebarReader = (page: Page): Promise<Frame> => webviewFrame(page, 'main article', 60_000);
const title = (reader: Frame, text: string | RegExp): Promise<void> =>
  reader.locator('h1').filter({ hasText: text }).waitFor();
const scrollOf = (reader: Frame): Promise<number> => reader.evaluate(() => window.scrollY);

test('a card from the tree: follow a link, come back to the same place, change the language, find', async () => {
  const { page, close } = await openAtlasWindow({ 'workbench.colorTheme': 'Default Dark Modern' });
  try {
    await openFromTree(page, 'rope', /^M-RoPE/);
    const reader = await sidebarReader(page);
    await title(reader, 'M-RoPE');
    await screenshot(page, 'sidebar-dark');
    await reader.evaluate(() => window.scrollTo(0, 700));
    const link = reader.locator('.relations a').filter({ hasText: 'Qwen2-VL' }).first();
    await link.evaluate((each: HTMLElement) => each.click());
    await title(reader, /^Qwen2-VL$/);
    assert.equal(await scrollOf(reader), 0);
    await reader.locator('button[aria-label="Back"]').click();
    await title(reader, 'M-RoPE');
    assert.equal(await scrollOf(reader), 700, 'back at the same place');
    await reader.locator('button[aria-label="Forward"]').click();
    await title(reader, /^Qwen2-VL$/);
    await reader.locator('button[aria-label="Back"]').click();
    await title(reader, 'M-RoPE');
    await reader.locator('.languages button', { hasText: '中文' }).click();
    await title(reader, '多模态旋转位置编码');
    await reader.locator('button[aria-label="Find in this page"]').click();
    await reader.locator('.find input').fill('旋转');
    await reader
      .locator('.find .count')
      .filter({ hasText: /^1 of \d/ })
      .waitFor();
    await screenshot(page, 'sidebar-find');
    await page.keyboard.press('Escape');
    // The chosen language counts for what is opened next.
    await openFromTree(page, 'siglip', /^SigLIP/);
    await title(reader, 'SigLIP');
    assert.equal(await reader.locator('article').getAttribute('lang'), 'zh-CN');
  } finally {
    await close();
  }
});

test('after a reload the reader of the sidebar shows what it showed, where one was', async () => {
  const { page, close } = await openAtlasWindow();
  try {
    await openFromTree(page, 'its uses', /^CLIP and its uses/);
    const reader = await sidebarReader(page);
    await title(reader, 'CLIP and its uses');
    await reader.evaluate(() => window.scrollTo(0, 1500));
    await page.waitForTimeout(1_000);
    await page.reload();
    const again = await sidebarReader(page);
    await title(again, 'CLIP and its uses');
    await again.waitForFunction(() => window.scrollY === 1500);
  } finally {
    await close();
  }
});

test('before anything was opened, the chapters are offered', async () => {
  const { page, close } = await openAtlasWindow();
  try {
    await openViewContainer(page, 'VLM Atlas');
    const reader = await sidebarReader(page);
    await reader.locator('article a').filter({ hasText: 'Visual question answering' }).click();
    await title(reader, 'Visual question answering');
  } finally {
    await close();
  }
});

const NOTE = `# Positions 位置 100 %

![the curve](figures/temperature.png)

[the page](<a paper #1 50%.pdf#page=2>) and [another note](notes/clip-temperature.md).
`;

test('a note with a picture and a PDF of the workspace are read, and a deleted note says so', async () => {
  const { page, folder, close } = await openAtlasWindow();
  try {
    const file = path.join(folder, '笔记 #1 50%.md');
    writeFileSync(file, NOTE.replace('<a paper #1 50%.pdf#page=2>', 'a%20paper%20%231%2050%25.pdf#page=2'));
    const pages = ['one', 'two', 'three'].map((name) => ({
      content: line(72, 700, `This is page ${name}`, 24),
    }));
    writeFileSync(path.join(folder, 'a paper #1 50%.pdf'), writePdf({ pages }));
    await openInReader(page, '笔记');
    const reader = await webviewFrame(page, 'article img', 60_000);
    await title(reader, 'Positions');
    assert.ok(
      await reader
        .locator('article img')
        .evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth > 100)),
    );
    await screenshot(page, 'note-with-picture');
    await reader.locator('article a').filter({ hasText: 'the page' }).click();
    await reader.locator('[data-page="2"] canvas').waitFor();
    assert.equal(await reader.locator('.pages input').inputValue(), '2');
    assert.match(await reader.locator('[data-page="2"] .text').innerText(), /This is page two/);
    await screenshot(page, 'pdf-in-tab');
    await reader.locator('button[aria-label="Back"]').click();
    await title(reader, 'Positions');
    rmSync(file);
    await reader.locator('.notice').filter({ hasText: 'was deleted' }).waitFor();
    await title(reader, 'Positions');
    // What is gone cannot be opened again, and the reader says why.
    writeFileSync(path.join(folder, 'broken.pdf'), '%PDF-1.7\nnothing more');
    await openInReader(page, 'broken.pdf');
    await reader.locator('[role=alert]').filter({ hasText: 'broken.pdf is damaged' }).waitFor();
    await screenshot(page, 'broken-pdf');
  } finally {
    await close();
  }
});

test('beneath a card stand the places of the library that mention it, and lead there', async () => {
  const { page, close } = await openAtlasWindow();
  try {
    await openFromTree(page, '图文对比预训练', /^CLIP/);
    const reader = await sidebarReader(page);
    await title(reader, /^CLIP$/);
    const mention = reader.locator('.backlinks a').filter({ hasText: 'clip-temperature.md' });
    await mention.waitFor({ timeout: 60_000 });
    await mention.scrollIntoViewIfNeeded();
    await screenshot(page, 'backlinks');
    await mention.click();
    await page.locator('.tab.active').filter({ hasText: 'clip-temperature.md' }).waitFor();
  } finally {
    await close();
  }
});
