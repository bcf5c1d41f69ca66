import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../hostHarness/browser.ts';
import { screenshot } from '../hostHarness/workbench.ts';
import { openReader } from './readerHarness.ts';
import { PLACE } from './readerSamples.ts';
import { openAtlas } from './realPages.ts';
import { THEME_NAMES, type ThemeKey } from './themes.ts';

const PAGES = [
  ['m-rope', 'en'],
  ['document:clip.zh', 'zh'],
  ['paper:vit', 'en'],
] as const;

const atlas = openAtlas();
let browser: Browser;
before(async () => {
  browser = await launchBrowser();
});
after(async () => {
  await browser.close();
  await atlas.close();
});

for (const theme of Object.keys(THEME_NAMES) as ThemeKey[]) {
  for (const width of [300, 900]) {
    test(`a card, a chapter and a paper fit ${width} px, also with text twice as large (${theme})`, async () => {
      const reader = await openReader(browser, { theme, width });
      try {
        for (const [id, language] of PAGES) {
          for (const textSize of [100, 200]) {
            const page = { ...(await atlas.page(id, language)), textSize };
            await reader.show({ type: 'show', page, place: PLACE });
            await reader.page.evaluate(() => document.fonts.ready);
            const tooWide = await reader.page.evaluate(() =>
              document.documentElement.scrollWidth > window.innerWidth
                ? [...document.querySelectorAll('body *')]
                    .filter((each) => each.getBoundingClientRect().right > window.innerWidth + 1)
                    .map((each) => `${each.localName}.${each.getAttribute('class')}`)
                    .slice(0, 5)
                : [],
            );
            assert.deepEqual(tooWide, [], `${id} at ${textSize} %`);
            const name = id.replace(/\W+/g, '-');
            await screenshot(reader.page, `reader-${name}-${theme}-${width}-${textSize}`);
          }
        }
        assert.deepEqual(reader.seen.errors, []);
      } finally {
        await reader.close();
      }
    });
  }
}
