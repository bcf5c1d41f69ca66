import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { openFile, screenshot, webviewFrame } from '../hostHarness/workbench.ts';
import { openAtlasWindow } from './atlasWindow.ts';

const NOTE = `Qwen2-VL numbers its tokens by M-RoPE.
`;

test('a term under the cursor is explained, and its link opens the card', async () => {
  const { page, folder, close } = await openAtlasWindow({ 'workbench.colorTheme': 'Default Dark Modern' });
  try {
    writeFileSync(path.join(folder, 'positions.md'), NOTE);
    await openFile(page, 'positions.md');
    const line = page.locator('.view-line', { hasText: 'numbers its tokens' });
    await line.waitFor();
    // The cursor on the term, and the editor's own command: for those who use no mouse.
    await line.click();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+I');
    const hover = page.locator('.monaco-hover:visible', { hasText: 'time, height and width' });
    await hover.waitFor();
    assert.match(await hover.innerText(), /M-RoPE/);
    await screenshot(page, 'hover-dark');
    await hover.locator('a', { hasText: 'Open Card' }).click();
    const reader = await webviewFrame(page, 'main article');
    await reader.locator('h1').filter({ hasText: 'M-RoPE' }).waitFor();
  } finally {
    await close();
  }
});
