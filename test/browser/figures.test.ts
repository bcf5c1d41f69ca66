import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../hostHarness/browser.ts';
import { figureFaults } from './figureFaults.ts';
import { figurePage, readFigures } from './figurePage.ts';

let browser: Browser;
before(async () => (browser = await launchBrowser()));
after(() => browser.close());

async function faultsIn(html: string): Promise<string[]> {
  const page = await browser.newPage({ viewport: { width: 560, height: 800 } });
  await page.setContent(html);
  const faults = await figureFaults(page);
  await page.close();
  return faults.map(({ figure, message }) => `${figure}: ${message}`);
}

for (const language of ['en', 'zh'] as const) {
  test(`every drawing can be read, in ${language}: no word outside, over another, on an edge or a line`, async () => {
    const figures = await readFigures();
    assert.ok(figures.length > 0);
    assert.deepEqual(await faultsIn(figurePage(figures, language, 'light')), []);
  });
}

test('a drawing with such faults is found out', async () => {
  const drawing = `
    <rect class="box" x="10" y="10" width="60" height="40"/><text x="60" y="30">across the edge</text>
    <text x="440" y="90">leaves the drawing</text>
    <text x="200" y="140">one word</text><text x="210" y="146">and another</text>
    <path class="arrow" d="M150 200h200"/><text x="250" y="200">struck</text>
    <text class="sub" x="250" y="250">tiny</text>`;
  const figure = { ...(await readFigures())[0]!, id: 'faulty', width: 480, height: 300, drawing };
  const faults = await faultsIn(figurePage([figure], 'en', 'light'));
  for (const expected of [
    /crosses the edge/,
    /leaves the drawing/,
    /lies over/,
    /line runs through/,
    /letters of 11/,
  ])
    assert.ok(
      faults.some((fault) => expected.test(fault)),
      `${expected} in ${faults.join('; ')}`,
    );
});
