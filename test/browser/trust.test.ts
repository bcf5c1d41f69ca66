import assert from 'node:assert/strict';
import { test } from 'node:test';
import { notifications, picks, runCommand, screenshot } from '../hostHarness/workbench.ts';
import { ask, openAtlasWindow, openSearch } from './atlasWindow.ts';

test('in a workspace that is not trusted the atlas answers, and the notes stay unread', async () => {
  const { page, close } = await openAtlasWindow({}, true);
  try {
    await page.locator('.statusbar-item').filter({ hasText: 'Restricted Mode' }).waitFor();
    await openSearch(page);
    await ask(page, 'M-RoPE', /M-RoPE/);
    await ask(page, 'l: temperature of CLIP', /library is empty/);
    await picks(page).first().click();
    await notifications(page).filter({ hasText: 'not trusted' }).waitFor();
    await screenshot(page, 'not-trusted');
    assert.match((await notifications(page).allInnerTexts()).join(), /ATLAS-USAGE/);
    await runCommand(page, 'VLM Atlas: Show Health');
    await page.locator('.tab.active').filter({ hasText: 'Health of VLM Atlas' }).waitFor();
  } finally {
    await close();
  }
});
