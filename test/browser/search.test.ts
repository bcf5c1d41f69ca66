import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { notifications, picks, screenshot } from '../hostHarness/workbench.ts';
import { ask, openAtlasWindow, openSearch, searchBox, type AtlasWindow } from './atlasWindow.ts';

let window: AtlasWindow;

before(async () => {
  window = await openAtlasWindow();
  await openSearch(window.page);
});
after(() => window.close());

test('an empty box offers something to try', async () => {
  await picks(window.page).filter({ hasText: 'latent diffusion' }).waitFor();
  await screenshot(window.page, 'search-empty');
});

test('an English question that shares no word with the name lists M-RoPE first', async () => {
  const rows = await ask(window.page, 'how does Qwen2-VL give positions to video tokens', /M-RoPE/);
  assert.ok(rows.length > 1);
  await screenshot(window.page, 'search-english');
});

test('a Chinese question lists latent diffusion or the latent space first', async () => {
  await ask(window.page, '为什么扩散模型要在隐空间里做', /潜在|隐空间|潜空间|隐式|latent/i);
  await screenshot(window.page, 'search-chinese');
});

test('a misspelt name still finds it', async () => {
  await ask(window.page, 'diffussion latnt', /latent|diffusion/i);
});

test('a question the atlas cannot answer gets "nothing close" before what is nearest', async () => {
  await ask(window.page, '怎么做红烧肉', /Nothing close/);
  await screenshot(window.page, 'search-nothing-close');
});

test('an input method may compose: its letters stay, and the finished word is searched for', async () => {
  const { page } = window;
  const box = searchBox(page);
  await box.click();
  await box.press('Control+A');
  await box.press('Delete');
  const input = await page.context().newCDPSession(page);
  for (const text of ['k', 'kuo', 'kuo san']) {
    await input.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
    await page.waitForTimeout(200);
    assert.equal(await box.inputValue(), text);
  }
  await input.send('Input.insertText', { text: '扩散模型' });
  assert.equal(await box.inputValue(), '扩散模型');
  await picks(page).filter({ hasText: /扩散/ }).first().waitFor();
  assert.equal(await box.inputValue(), '扩散模型');
});

test('a prefix narrows the search, with the colon of either language', async () => {
  const { page } = window;
  await ask(page, 'p: learning transferable visual models', /Paper/);
  await page.locator('.quick-input-title').filter({ hasText: 'Papers' }).waitFor();
  await ask(page, 'c：CLIP', /CLIP/);
  await page.locator('.quick-input-title').filter({ hasText: 'Concepts' }).waitFor();
});

test('a row says why it matched, and offers what is similar', async () => {
  const { page } = window;
  await ask(page, 'M-RoPE', /M-RoPE/);
  const first = picks(page).first();
  await first.hover();
  await first.locator('[aria-label="Why It Matched"]').click();
  await picks(page).first().filter({ hasText: 'Why:' }).waitFor();
  await screenshot(page, 'search-why');
  await picks(page).first().hover();
  await picks(page).first().locator('[aria-label="Find Similar"]').click();
  await picks(page).filter({ hasText: 'Similar to M-RoPE' }).waitFor();
});

test('the filter button narrows to a scope, and the box comes back with its question', async () => {
  const { page } = window;
  await ask(page, 'CLIP', /CLIP/);
  await page.locator('.quick-input-titlebar [aria-label="Filter the search"]').click();
  await picks(page).filter({ hasText: 'Where to search' }).click();
  await picks(page).filter({ hasText: 'Papers' }).click();
  await page.locator('.quick-input-title').filter({ hasText: 'VLM Atlas search: Papers' }).waitFor();
  assert.equal(await searchBox(page).inputValue(), 'CLIP');
  await picks(page).first().filter({ hasText: 'Paper' }).waitFor();
});

test('a question whose answer was opened is offered again', async () => {
  const { page } = window;
  await page.keyboard.press('Escape');
  await openSearch(page);
  await ask(page, 'M-RoPE', /M-RoPE/);
  await page.keyboard.press('Enter');
  await page.locator('.tab.active').filter({ hasText: 'M-RoPE' }).waitFor();
  await openSearch(page);
  await picks(page).first().filter({ hasText: 'M-RoPE' }).waitFor();
  assert.equal(await notifications(page).count(), 0);
});
