import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { ROOT } from '../hostHarness/host.ts';
import { picks, runCommand, screenshot, typeInQuickInput } from '../hostHarness/workbench.ts';
import { openAtlasWindow, searchBox } from './atlasWindow.ts';

const STEPS = ['ask', 'read', 'hover', 'picture', 'library', 'models'] as const;
const QUESTION = 'how does Qwen2-VL give positions to video tokens';

const words = JSON.parse(readFileSync(path.join(ROOT, 'package.nls.json'), 'utf8')) as Record<string, string>;

const stepOf = (page: Page, id: string): Locator =>
  page.locator(`.getting-started-step[data-step-id$="#vlmAtlas.start#${id}"]`);

/** The page of the picture beside the steps. */
const media = (page: Page): FrameLocator =>
  page
    .frameLocator('.gettingStartedContainer .getting-started-media iframe.webview')
    .frameLocator('iframe#active-frame');

async function openWalkthrough(page: Page): Promise<void> {
  await runCommand(page, 'Welcome: Open Walkthrough...');
  await typeInQuickInput(page, words['walkthrough.title']!);
  await picks(page).filter({ hasText: words['walkthrough.title']! }).click();
  await stepOf(page, 'ask').waitFor();
}

/** What a person would find wrong with a picture: words beyond its edge, or over one another. */
function flawsOf(svg: SVGElement | HTMLElement): string[] {
  const frame = svg.getBoundingClientRect();
  const scale = frame.width / (svg as SVGSVGElement).viewBox.baseVal.width;
  const [left, right] = [frame.left + 4 * scale, frame.right - 4 * scale];
  const texts = [...svg.querySelectorAll('text')].map((text) => ({
    text: text.textContent,
    box: text.getBoundingClientRect(),
  }));
  const outside = texts.filter(({ box }) => box.left < left || box.right > right);
  const over = texts.flatMap(({ text, box }, index) =>
    texts
      .slice(index + 1)
      .filter(
        (other) =>
          Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left) > 0 &&
          Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top) > 4 * scale,
      )
      .map((other) => `${text} / ${other.text}`),
  );
  return [...outside.map(({ text }) => `outside: ${text}`), ...over];
}

for (const [theme, shown] of [
  ['Default Dark Modern', ['ask', 'read', 'hover']],
  ['Default High Contrast Light', ['library']],
] as const) {
  test(`${theme}: each step of the walkthrough has its picture, and its buttons work`, async () => {
    const { page, close } = await openAtlasWindow({ 'workbench.colorTheme': theme });
    try {
      await openWalkthrough(page);
      assert.equal(await page.locator('.getting-started-step').count(), STEPS.length);
      for (const id of STEPS) {
        const step = stepOf(page, id);
        await step.click();
        await step
          .locator('h3')
          .filter({ hasText: words[`walkthrough.${id}.title`]! })
          .waitFor();
        const picture = media(page).locator(`svg#${id}`);
        await picture.waitFor();
        assert.deepEqual(await picture.evaluate(flawsOf), [], id);
        if ((shown as readonly string[]).includes(id))
          await screenshot(page, `walkthrough-${id}-${theme.toLowerCase().replaceAll(' ', '-')}`);
      }

      const box = media(page).locator('svg#models rect').first();
      const [drawn, theirs] = await box.evaluate((rect) => {
        const probe = document.createElement('i');
        probe.style.color = 'var(--vscode-editor-background)';
        document.body.append(probe);
        return [getComputedStyle(rect).fill, getComputedStyle(probe).color];
      });
      assert.equal(drawn, theirs, 'the picture has the colours of the theme');

      const ask = stepOf(page, 'ask');
      await ask.click();
      await ask.locator('.monaco-button').click();
      const title = page.locator('.quick-input-title').filter({ hasText: 'VLM Atlas search' });
      await title.waitFor();
      await page.keyboard.press('Escape');
      await title.waitFor({ state: 'hidden' });
      await ask.locator('.codicon[role="checkbox"][aria-checked="true"]').waitFor();
      await ask.locator('a', { hasText: 'the one in the picture' }).click();
      await title.waitFor();
      assert.equal(await searchBox(page).inputValue(), QUESTION);
      await picks(page).filter({ hasText: 'M-RoPE' }).first().waitFor();
    } finally {
      await close();
    }
  });
}
