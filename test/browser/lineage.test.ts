import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Frame, Page } from 'playwright-core';
import { runCommand, screenshot, webviewFrame } from '../hostHarness/workbench.ts';
import { openAtlasWindow } from './atlasWindow.ts';
import { THEME_NAMES } from './themes.ts';

async function openMap(page: Page): Promise<Frame> {
  await runCommand(page, 'VLM Atlas: Show Lineage Map');
  const map = await webviewFrame(page, '.map .node');
  await map.locator('.map .node').first().waitFor();
  return map;
}

/** Presses a key until the concept one is at has this name; at most as often as there are steps to be had. */
async function pressUntil(map: Frame, page: Page, key: string, name: string): Promise<void> {
  const heading = map.locator('.panel h2');
  for (let presses = 0; presses < 20; presses += 1) {
    if ((await heading.innerText()) === name) return;
    const before = await map.locator('.status').innerText();
    await page.keyboard.press(key);
    await map.waitForFunction(
      (old) => document.querySelector<HTMLElement>('.status')!.innerText !== old,
      before,
    );
  }
  throw new Error(`${key} does not lead to ${name}.`);
}

const at = (map: Frame, name: string): Promise<void> =>
  map
    .locator('.panel h2')
    .filter({ hasText: new RegExp(`^${name}`) })
    .waitFor();

test('by keyboard alone: find Qwen2-VL, walk back to ViT and CLIP, open a card', async () => {
  const { page, close } = await openAtlasWindow();
  try {
    const map = await openMap(page);
    await map.locator('.map').press('/');
    await page.keyboard.type('qwen2 vl');
    await map.locator('.matches li').first().waitFor();
    await page.keyboard.press('Enter');
    await at(map, 'Qwen2-VL$');
    const focused = (): Promise<string | null> =>
      map.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null);
    assert.equal(await focused(), 'Qwen2-VL, Model, 2024, builds on Qwen-VL');

    await page.keyboard.press('ArrowLeft');
    await at(map, 'Qwen-VL$');
    assert.match(await map.locator('.status').innerText(), /^1 of \d+ that Qwen2-VL builds on or uses/);
    await page.keyboard.press('ArrowLeft');
    await pressUntil(map, page, 'ArrowDown', 'OpenCLIP ViT-bigG');
    await screenshot(page, 'lineage-walk');
    await page.keyboard.press('ArrowLeft');
    await pressUntil(map, page, 'ArrowDown', 'CLIP');
    await pressUntil(map, page, 'ArrowDown', 'ViT (Vision Transformer)');
    await page.keyboard.press('ArrowUp');
    await at(map, 'CLIP$');
    await page.keyboard.press('ArrowRight');
    await at(map, 'OpenCLIP ViT-bigG');
    await page.keyboard.press('Escape');
    await map.locator('.legend').waitFor();
    assert.equal(await map.locator('.node.at, .node.faded').count(), 0);
    await map.locator('.map').press('/');
    await page.keyboard.type('OpenCLIP');
    await page.keyboard.press('Enter');
    await at(map, 'OpenCLIP ViT-bigG');

    await page.keyboard.press('Enter');
    const card = await webviewFrame(page, 'main article');
    await card.locator('h1').filter({ hasText: 'OpenCLIP ViT-bigG' }).waitFor();
  } finally {
    await close();
  }
});

test('a filter leaves only the category asked for, and lasts over a reload with the place', async () => {
  const { page, close } = await openAtlasWindow();
  try {
    const map = await openMap(page);
    const shown = (frame: Frame): Promise<string[]> =>
      frame
        .locator('.map .node')
        .evaluateAll((nodes) => [
          ...new Set(nodes.map((node) => (node as SVGElement).dataset['category'] ?? '')),
        ]);
    assert.ok((await shown(map)).length > 5);
    await map.locator('.chip[data-category="architecture"]').click();
    assert.deepEqual(await shown(map), ['architecture']);
    await map.locator('.chip[data-category="dataset"]').click();
    assert.deepEqual((await shown(map)).sort(), ['architecture', 'dataset']);
    await map.locator('.chip[data-category="dataset"]').click();

    await map.locator('.map').press('/');
    await page.keyboard.type('q-former');
    await page.keyboard.press('Enter');
    await at(map, 'Q-Former$');
    assert.deepEqual(await shown(map), ['architecture']);
    await runCommand(page, 'Developer: Reload Window');
    while (!map.isDetached()) await page.waitForTimeout(100);
    const again = await webviewFrame(page, '.map .node', 60_000);
    await at(again, 'Q-Former$');
    assert.deepEqual(await shown(again), ['architecture']);
    // What is hidden now can be gone to from the panel: its category joins.
    await again
      .locator('.panel a.hidden-now')
      .filter({ hasText: /^BLIP-2$/ })
      .first()
      .click();
    await at(again, 'BLIP-2$');
    assert.deepEqual((await shown(again)).sort(), ['architecture', 'model']);
  } finally {
    await close();
  }
});

test('no edge of builds-on points to a younger paper, or to the right', async () => {
  const { page, close } = await openAtlasWindow();
  try {
    const map = await openMap(page);
    const edges = await map.locator('.line[data-type="builds-on"]').evaluateAll((lines) =>
      lines.map((line) => {
        const { from, to, fromYear, toYear } = (line as SVGElement).dataset;
        const left = (id: string): number =>
          document.querySelector(`.node[data-id="${id}"] rect`)!.getBoundingClientRect().left;
        return { from, to, fromYear, toYear, goesLeft: left(to!) < left(from!) };
      }),
    );
    assert.ok(edges.length > 50);
    for (const edge of edges) {
      const { fromYear, toYear } = edge;
      assert.ok(fromYear === '' || toYear === '' || Number(toYear) <= Number(fromYear), JSON.stringify(edge));
      assert.ok(edge.goesLeft, JSON.stringify(edge));
    }
  } finally {
    await close();
  }
});

for (const [key, theme] of Object.entries(THEME_NAMES)) {
  test(`nothing is cut off or lies over something else (${theme})`, async () => {
    const { page, close } = await openAtlasWindow({ 'workbench.colorTheme': theme });
    try {
      const map = await openMap(page);
      await screenshot(page, `lineage-${key}`);
      await map.locator('.map').press('/');
      await page.keyboard.type('clip');
      await page.keyboard.press('Enter');
      await at(map, 'CLIP$');
      await screenshot(page, `lineage-clip-${key}`);
      const tooWide = await map.locator('.node').evaluateAll((nodes) =>
        nodes
          .filter((node) => {
            const [text, rect] = ['text', 'rect'].map((tag) =>
              node.querySelector(tag)!.getBoundingClientRect(),
            );
            return text!.width > rect!.width - 4;
          })
          .map((node) => (node as SVGElement).dataset['id']),
      );
      assert.deepEqual(tooWide, []);
      await page.setViewportSize({ width: 700, height: 900 });
      await map.waitForFunction(() => innerWidth < 700);
      await map.waitForFunction(() => {
        const [box, field] = ['.node.at rect', '.map'].map((each) =>
          document.querySelector(each)!.getBoundingClientRect(),
        );
        return box!.left >= field!.left && box!.right <= field!.right;
      });
      await screenshot(page, `lineage-narrow-${key}`);
    } finally {
      await close();
    }
  });
}
