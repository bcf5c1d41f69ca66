import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, afterEach, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { installVsix } from '../../scripts/lib/installVsix.mjs';
import { launchBrowser, openWorkbench } from '../hostHarness/browser.ts';
import { ROOT, startHost, type Host } from '../hostHarness/host.ts';
import { picks, readPicks, runCommand, typeInQuickInput } from '../hostHarness/workbench.ts';

const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };
const vsix = path.join(ROOT, `dist/vsix/vlm-atlas-${process.platform}-${process.arch}-${version}.vsix`);

let browser: Browser;
let profile: string;
let host: Host | undefined;

before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());
beforeEach(async () => {
  profile = mkdtempSync(path.join(os.tmpdir(), 'vlm-atlas-installed-'));
  await installVsix(profile, vsix);
});
afterEach(async () => {
  await host?.stop();
  host = undefined;
  rmSync(profile, { recursive: true, force: true });
});

/** The folder that VS Code unpacked the VSIX into. */
function installedFolder(): string {
  const name = readdirSync(path.join(profile, 'extensions')).find((entry) => entry.startsWith('vlm-atlas.'));
  assert.ok(name !== undefined, 'the VSIX is installed');
  return path.join(profile, 'extensions', name);
}

async function searchFor(question: string): Promise<Page> {
  host = await startHost({ profile });
  const { page } = await openWorkbench(browser, host, { folder: path.join(ROOT, 'examples/library') });
  await runCommand(page, 'VLM Atlas: Search…');
  await typeInQuickInput(page, question);
  return page;
}

test('the installed VSIX answers a question by its meaning, without a network', async () => {
  const page = await searchFor('how does Qwen2-VL give positions to video tokens');
  const rows = await readPicks(page, /M-RoPE/);
  assert.match(rows[0] ?? '', /M-RoPE/);
});

test('without the native runtime the same VSIX searches by keyword and says why', async () => {
  rmSync(path.join(installedFolder(), 'dist/node_modules'), { recursive: true });
  const page = await searchFor('M-RoPE');
  await readPicks(page, /M-RoPE/);
  await page.locator('.quick-input-title').filter({ hasText: 'keywords only' }).waitFor();
  // The reason is the last row, below the hits: the list shows it once it is reached.
  await page.keyboard.press('ArrowUp');
  await picks(page)
    .filter({ hasText: /keyword/i })
    .first()
    .waitFor();
});
