import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import {
  openViewContainer,
  runCommand,
  screenshot,
  typeInQuickInput,
  webviewFrame,
} from '../hostHarness/workbench.ts';
import { openAtlasWindow, type AtlasWindow } from './atlasWindow.ts';
import { THEME_NAMES } from './themes.ts';

/** A view of the sidebar with its title and what is in it. */
const view = (page: Page, title: string): Locator =>
  page.locator('.sidebar .pane').filter({ has: page.locator(`.pane-header[aria-label^="${title}"]`) });

/** Rows of a tree, by what a screen reader says of them. */
const row = (page: Page, title: string, spoken: string): Locator =>
  view(page, title).locator(`.monaco-list-row[aria-label^="${spoken}"]`);

const rows = async (page: Page, title: string): Promise<string[]> =>
  view(page, title)
    .locator('.monaco-list-row')
    .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? ''));

const unfold = async (group: Locator): Promise<void> => {
  await group.waitFor();
  if ((await group.getAttribute('aria-expanded')) === 'false') await group.click();
};

/** The entries of a context menu, from top to bottom. */
async function menuOf(page: Page, target: Locator): Promise<string[]> {
  await target.click({ button: 'right' });
  const items = page.locator('.monaco-menu .action-item:not(.disabled) .action-label:not(.separator)');
  await items.first().waitFor();
  await page
    .locator('.context-view')
    .evaluate((menu) => Promise.all(menu.getAnimations({ subtree: true }).map(({ finished }) => finished)));
  const labels = await items.evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? ''));
  return labels.filter(Boolean);
}

let window: AtlasWindow;
before(async () => {
  window = await openAtlasWindow({ 'workbench.colorTheme': THEME_NAMES.dark });
  await openViewContainer(window.page, 'VLM Atlas');
  await row(window.page, 'Atlas', 'Concepts').waitFor();
});
after(() => window.close());

test('an empty library says what to do, with buttons', async () => {
  const { page } = window;
  const welcome = view(page, 'Library').locator('.welcome-view-content');
  await welcome.filter({ hasText: 'Add a folder' }).waitFor();
  const buttons = await welcome.locator('.monaco-button').allInnerTexts();
  assert.deepEqual(
    buttons.map((text) => text.trim()),
    ['Add Folder…', 'Search the Atlas…'],
  );
  await screenshot(page, 'trees-empty-library');
});

test('concepts unfold by category, and one tells what it is when it is pointed at', async () => {
  const { page } = window;
  await unfold(row(page, 'Atlas', 'Concepts'));
  await unfold(row(page, 'Atlas', 'Model'));
  const albef = row(page, 'Atlas', 'ALBEF, Model');
  await albef.waitFor();
  await albef.hover();
  await page.locator('.monaco-hover:visible', { hasText: 'Model · 2021' }).waitFor();
  await screenshot(page, 'trees-concepts-dark');
});

test('the menu of a concept holds what can be done with it', async () => {
  const { page } = window;
  const labels = await menuOf(page, row(page, 'Atlas', 'ALBEF, Model'));
  assert.deepEqual(labels, [
    'Open',
    'Open to the Side',
    'Show in Lineage Map',
    'Search Like This',
    'Copy Link',
    'Copy BibTeX',
  ]);
  await screenshot(page, 'trees-menu');
  await page.locator('.monaco-menu .action-label[aria-label="Copy Link"]').click();
  await page.locator('.statusbar-item', { hasText: 'Link copied: ALBEF' }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /\/\/vlm-atlas\.vlm-atlas\/open\?id=albef$/);
});

test('by keyboard alone: from the filter to the card', async () => {
  const { page } = window;
  await runCommand(page, 'VLM Atlas: Filter the Atlas…');
  await typeInQuickInput(page, 'rope');
  await row(page, 'Atlas', 'M-RoPE, Method').waitFor();
  const message = view(page, 'Atlas').locator('.message');
  await message.filter({ hasText: /^“rope”: \d+ of \d+ entries$/ }).waitFor();
  assert.equal(
    (await rows(page, 'Atlas')).some((spoken) => spoken.startsWith('ALBEF')),
    false,
  );
  await screenshot(page, 'trees-filter-dark');
  await typeInQuickInput(page, '多模态旋转');
  await message.filter({ hasText: '“多模态旋转”: 2 of' }).waitFor();
  await page.keyboard.press('Enter');
  await view(page, 'Atlas').locator('.monaco-list:focus').waitFor();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await row(page, 'Atlas', 'M-RoPE, Method').and(page.locator('.focused')).waitFor();
  await page.keyboard.press('Enter');
  const reader = await webviewFrame(page, 'main article');
  await reader.locator('h1').filter({ hasText: 'M-RoPE' }).waitFor();
  assert.equal(await page.locator('.tab').count(), 0, 'it opens in the sidebar');
  await screenshot(page, 'trees-reader-dark');
});

test('a filter that nothing fits says so, and clearing it brings all back', async () => {
  const { page } = window;
  await runCommand(page, 'VLM Atlas: Filter the Atlas…');
  await typeInQuickInput(page, 'xyzzy');
  await view(page, 'Atlas').locator('.message').filter({ hasText: 'Nothing in the atlas' }).waitFor();
  assert.deepEqual(await rows(page, 'Atlas'), []);
  await page.keyboard.press('Escape');
  await view(page, 'Atlas').locator('.pane-header').hover();
  await view(page, 'Atlas').locator('.pane-header .action-label[aria-label="Clear Filter"]').click();
  await row(page, 'Atlas', 'Chapters').waitFor();
  await view(page, 'Atlas').locator('.message:visible').waitFor({ state: 'detached' });
  await row(page, 'Atlas', 'ALBEF, Model').waitFor();
});

test('papers stand by year and by topic, and open to the side by their own button', async () => {
  const { page } = window;
  await view(page, 'Atlas').locator('.pane-header').hover();
  await view(page, 'Atlas').locator('.pane-header .action-label[aria-label="Collapse All"]').click();
  await unfold(row(page, 'Atlas', 'Papers'));
  await unfold(row(page, 'Atlas', 'By Year'));
  await unfold(row(page, 'Atlas', '2025'));
  await screenshot(page, 'trees-papers');
  const paper = row(page, 'Atlas', 'Visual question answering: from early');
  await paper.hover();
  await paper.locator('.action-label[aria-label="Open to the Side"]').click();
  await page.locator('.tab.active').filter({ hasText: 'Visual question answering' }).waitFor();
});

test('the library shows its documents with their state, and what needs attention', async () => {
  const { page, folder } = window;
  writeFileSync(path.join(folder, 'paper.pdf'), '%PDF-1.4\n');
  writeFileSync(path.join(folder, 'notes', 'nothing.md'), '');
  writeFileSync(path.join(folder, 'notes', 'broken.md'), Uint8Array.from([0, 1, 2, 0xff]));
  await row(page, 'Library', 'paper.pdf, not indexed').waitFor();
  for (const other of ['Atlas', 'Reader']) await view(page, other).locator('.pane-header').click();
  const root = row(page, 'Library', 'library, entries');
  await root.hover();
  await root.locator('.action-label[aria-label="Index Now"]').click();
  await page.locator('.notification-list-item-message').filter({ hasText: 'Indexed:' }).waitFor();
  await page.keyboard.press('Escape');
  await unfold(row(page, 'Library', 'notes, entries'));
  await row(page, 'Library', 'nothing.md, no text').waitFor();
  await row(page, 'Library', 'broken.md, failed').waitFor();
  const note = row(page, 'Library', 'clip-temperature.md');
  await note.waitFor();
  const badge = page.locator('.activitybar .action-item', {
    has: page.locator('a.action-label[aria-label^="VLM Atlas"]'),
  });
  await badge.locator('.badge-content').filter({ hasText: '1' }).waitFor();
  writeFileSync(path.join(folder, 'notes', 'clip-temperature.md'), '# Temperature\n\nAnother text.\n');
  rmSync(path.join(folder, 'README.md'));
  await row(page, 'Library', 'clip-temperature.md, changed · What the temperature').waitFor();
  await row(page, 'Library', 'README.md, gone').waitFor();
  await badge.locator('.badge-content').filter({ hasText: '3' }).waitFor();
  await screenshot(page, 'trees-library-dark');
  assert.deepEqual(await menuOf(page, note), [
    'Open',
    'Open to the Side',
    'Open in Editor',
    'Reveal in Explorer',
    'Search Like This',
    'Copy Link',
  ]);
  await page.locator('.monaco-menu .action-label[aria-label="Open in Editor"]').click();
  await page.locator('.tab.active[data-resource-name="clip-temperature.md"]').waitFor();
  rmSync(path.join(folder, 'notes', 'broken.md'));
  await badge.locator('.badge-content').filter({ hasText: '2' }).waitFor();
  await row(page, 'Library', 'broken.md').waitFor({ state: 'detached' });
  await root.hover();
  await root.locator('.action-label[aria-label="Index Now"]').click();
  await badge.locator('.badge-content:visible').waitFor({ state: 'detached' });
  await row(page, 'Library', 'README.md').waitFor({ state: 'detached' });
});

for (const theme of ['light', 'contrastDark', 'contrastLight'] as const) {
  test(`the words of a filter are marked (${THEME_NAMES[theme]})`, async () => {
    const { page, close } = await openAtlasWindow({ 'workbench.colorTheme': THEME_NAMES[theme] });
    try {
      await openViewContainer(page, 'VLM Atlas');
      await row(page, 'Atlas', 'Concepts').waitFor();
      await runCommand(page, 'VLM Atlas: Filter the Atlas…');
      await typeInQuickInput(page, 'clip 2021');
      await row(page, 'Atlas', 'Learning Transferable Visual Models').first().waitFor();
      await typeInQuickInput(page, 'clip');
      const clip = row(page, 'Atlas', 'CLIP, Model');
      await clip.locator('.highlight').filter({ hasText: 'CLIP' }).waitFor();
      await page.keyboard.press('Enter');
      await view(page, 'Atlas').locator('.monaco-list:focus').waitFor();
      await view(page, 'Atlas').locator('.message').filter({ hasText: '“clip”: ' }).waitFor();
      await screenshot(page, `trees-${theme}`);
    } finally {
      await close();
    }
  });
}

test('in a workspace that is not trusted the library says why it is empty', async () => {
  const { page, close } = await openAtlasWindow({}, true);
  try {
    await page.locator('.statusbar-item').filter({ hasText: 'Restricted Mode' }).waitFor();
    await openViewContainer(page, 'VLM Atlas');
    const welcome = view(page, 'Library').locator('.welcome-view-content');
    await welcome.filter({ hasText: 'not trusted' }).waitFor();
    await welcome.locator('.monaco-button').filter({ hasText: 'Manage Workspace Trust' }).waitFor();
    await row(page, 'Atlas', 'Concepts').waitFor();
    await screenshot(page, 'trees-not-trusted');
  } finally {
    await close();
  }
});
