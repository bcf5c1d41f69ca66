import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import {
  hoverWord,
  notifications,
  openFile,
  openViewContainer,
  picks,
  runCommand,
  screenshot,
} from '../hostHarness/workbench.ts';
import { openAtlasWindow } from './atlasWindow.ts';

const IMAGE = '<img src=x onerror=__ran.push(1)>';
const LEAK = 'https://payload-1.invalid/';

/** Names of notes; each is what would be text of a hover. */
const NAMES = [
  `${IMAGE}.md`,
  '[x](command:workbench.action.quit) ![y](z).md',
  '"><svg onload=__ran.push(2)>.md',
  'www.payload-2.invalid $(trash) #100%.md',
];

const bib = (key: string, text: string): string =>
  `@article{${key},\n  title = {${text}},\n  author = {${text}, A. and B},\n  eprint = {2409.12191},\n  year = {2024}\n}\n`;

const NOTE = `Qwen2-VL gives each token a place by M-RoPE, ${IMAGE} [a](javascript:__ran.push(3)).

It says so itself [@hostile].

And [@
`;

/** Frames, links and pictures of a hover that are not the extension's own. */
const intruders = (hover: Locator): Promise<string[]> =>
  hover.evaluate((root) =>
    [...root.querySelectorAll('script, iframe, object, embed, style, svg, form, input, img, a')]
      .filter((each) => {
        if (each instanceof HTMLImageElement)
          return !/^(?:file|vscode-|https?:\/\/[^/]*127\.0\.0\.1)/.test(each.src);
        const address = each.getAttribute('data-href') ?? each.getAttribute('href') ?? '';
        return each.localName !== 'a' || (address !== '' && !address.startsWith('command:vlmAtlas.'));
      })
      .map((each) => each.outerHTML.slice(0, 200)),
  );

async function watch(page: Page): Promise<{ readonly ran: number[]; readonly requests: string[] }> {
  const seen = { ran: [] as number[], requests: [] as string[] };
  page.on('request', (request) => {
    if (new URL(request.url()).hostname.endsWith('.invalid')) seen.requests.push(request.url());
  });
  await page.exposeFunction('__mark', (mark: number) => void seen.ran.push(mark));
  await page.evaluate(() => {
    window.__ran = { push: (mark) => window.__mark(mark) };
  });
  return seen;
}

test('hostile file names, notes and bibliographies are words in hovers, completions and trees', async () => {
  const { page, folder, close } = await openAtlasWindow();
  try {
    for (const name of NAMES)
      writeFileSync(path.join(folder, name), `# ${IMAGE} ${LEAK}\n\nM-RoPE in Qwen2-VL. ${LEAK}\n`);
    writeFileSync(
      path.join(folder, 'hostile.bib'),
      bib('hostile', `${IMAGE} [x](${LEAK})`) + bib('other', `${IMAGE} **${LEAK}**`),
    );
    writeFileSync(path.join(folder, 'over.md'), NOTE);
    const seen = await watch(page);
    await runCommand(page, 'VLM Atlas: Add Folder to My Library…');
    await picks(page).first().click();
    await notifications(page).filter({ hasText: 'Indexed:' }).waitFor();

    await openFile(page, 'over.md');
    const hover = await hoverWord(page, 'M-RoPE', /In your library/);
    await screenshot(page, 'hostile-hover');
    assert.match(await hover.innerText(), /onerror=__ran/);
    assert.deepEqual(await intruders(hover), []);
    for (const link of await hover.locator('a').all()) await link.hover();
    await page.keyboard.press('Escape');

    const cited = await hoverWord(page, '@hostile', /Qwen2-VL/);
    assert.deepEqual(await intruders(cited), []);
    await page.keyboard.press('Escape');

    await page.locator('.view-line', { hasText: 'And [@' }).click();
    await page.keyboard.press('End');
    await page.keyboard.press('Control+Space');
    const list = page.locator('.suggest-widget.visible');
    await list.locator('.monaco-list-row', { hasText: 'hostile' }).first().waitFor();
    await page.keyboard.press('Control+Space');
    for (let row = 0; row < 2; row += 1) await page.keyboard.press('ArrowDown');
    await page.locator('.suggest-details:visible', { hasText: LEAK }).waitFor();
    await screenshot(page, 'hostile-completion');
    for (const part of [list.locator('.monaco-list-rows'), page.locator('.suggest-details')])
      assert.deepEqual(await intruders(part), []);
    await page.keyboard.press('Escape');

    await openViewContainer(page, 'VLM Atlas');
    const entry = page.locator('.sidebar .monaco-list-row', { hasText: 'onerror=__ran' }).first();
    const pane = page.locator('.sidebar .pane').filter({ has: page.locator('[aria-label^="Library"]') });
    for (const group of await pane.locator('.monaco-list-row[aria-expanded="false"]').all())
      await group.click();
    await entry.hover();
    const tooltip = page.locator('.monaco-hover:visible', { hasText: 'onerror=__ran' });
    await tooltip.waitFor();
    await screenshot(page, 'hostile-tree');
    assert.deepEqual(await intruders(tooltip), []);
    await page.waitForTimeout(1_000);
    assert.deepEqual(seen, { ran: [], requests: [] });
  } finally {
    await close();
  }
});
