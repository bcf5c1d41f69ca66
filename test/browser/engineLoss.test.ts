import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { notifications, picks, runCommand, screenshot } from '../hostHarness/workbench.ts';
import {
  ask,
  enginePid,
  extensionHostPid,
  openAtlasWindow,
  openSearch,
  searchBox,
  type AtlasWindow,
} from './atlasWindow.ts';

let window: AtlasWindow;

before(async () => {
  window = await openAtlasWindow();
});
after(() => window.close());

const statusItem = () => window.page.locator('.statusbar-item').filter({ hasText: 'Atlas: safe mode' });

test('a kill during a question: an error with its code, and the next question is answered', async () => {
  const { page } = window;
  await openSearch(page);
  await ask(page, 'M-RoPE', /M-RoPE/);
  const host = await extensionHostPid(window);
  const engine = await enginePid(window);
  // Halted first, so that it cannot answer before it dies.
  process.kill(engine, 'SIGSTOP');
  await searchBox(page).fill('latent diffusion');
  await page.waitForTimeout(500);
  process.kill(engine, 'SIGKILL');
  await picks(page).filter({ hasText: 'ATLAS-ENGINE-CRASHED' }).waitFor();
  await screenshot(page, 'engine-crashed');
  await ask(page, 'CLIP', /CLIP/);
  assert.notEqual(await enginePid(window), engine);
  assert.equal(await extensionHostPid(window), host);
});

test('six kills in a row: a message says so and how to restart, and keyword search goes on', async () => {
  const { page } = window;
  await page.keyboard.press('Escape');
  await runCommand(page, 'VLM Atlas: Restart Engine');
  await page.locator('.statusbar-item').filter({ hasText: 'The engine was restarted.' }).waitFor();
  for (let kill = 0, last = 0; kill < 6; kill += 1) {
    last = await enginePid(window, last);
    process.kill(last, 'SIGKILL');
  }
  await notifications(page).filter({ hasText: 'safe mode' }).waitFor();
  assert.match((await notifications(page).allInnerTexts()).join(), /VLM Atlas: Restart Engine/);
  await statusItem().waitFor();
  await openSearch(page);
  await ask(page, 'M-RoPE', /M-RoPE/);
  await page.locator('.quick-input-title').filter({ hasText: 'keywords only' }).waitFor();
  await screenshot(page, 'safe-mode');
});

test('the restart command ends safe mode', async () => {
  const { page } = window;
  await page.keyboard.press('Escape');
  await runCommand(page, 'VLM Atlas: Restart Engine');
  await statusItem().waitFor({ state: 'hidden' });
  await openSearch(page);
  await ask(page, 'how does Qwen2-VL give positions to video tokens', /M-RoPE/);
  await page.locator('.quick-input-title').filter({ hasNotText: 'keywords only' }).waitFor();
});
