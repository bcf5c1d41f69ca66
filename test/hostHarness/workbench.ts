import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Frame, Locator, Page } from 'playwright-core';
import { ROOT } from './host.ts';

// What a person does in VS Code. Each function waits for a state of the window, none for a time.

const quickInput = (page: Page): Locator => page.locator('.quick-input-widget .quick-input-box input');

/** The rows of the open quick pick. */
export const picks = (page: Page): Locator => page.locator('.quick-input-list .monaco-list-row');

/**
 * Opens the command palette and runs the command with this title, for example `VLM Atlas: Search…`. Waits up to
 * a minute for the command: the window shows before its extensions are there, and an open palette does not notice.
 */
export async function runCommand(page: Page, title: string): Promise<void> {
  const input = quickInput(page);
  const row = picks(page).filter({ hasText: title }).first();
  const deadline = Date.now() + 60_000;
  do {
    // F1 is lost while the workbench restores or a webview has the focus, so it may take more than one.
    await page.locator('.monaco-workbench').press('F1');
    if (!(await appears(input, 2000))) continue;
    await input.fill(`>${title}`);
    if (await appears(row, 2000)) return row.click();
    await page.keyboard.press('Escape');
  } while (Date.now() < deadline);
  throw new Error(`The command palette does not offer "${title}".`);
}

const appears = (element: Locator, timeout: number): Promise<boolean> =>
  element.waitFor({ timeout }).then(
    () => true,
    () => false,
  );

/** Types into the open quick pick or input box, over what stands there. */
export async function typeInQuickInput(page: Page, text: string): Promise<void> {
  await quickInput(page).waitFor();
  await quickInput(page).fill(text);
}

/** Texts of the quick pick's rows, once there is one (or one with `expected` in it), each on one line. */
export async function readPicks(page: Page, expected?: string | RegExp): Promise<string[]> {
  const rows = picks(page);
  await (expected === undefined ? rows : rows.filter({ hasText: expected })).first().waitFor();
  return (await rows.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
}

/** Opens a file of the workspace by its name. */
export async function openFile(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+P');
  await typeInQuickInput(page, name);
  const row = picks(page).filter({ hasText: name }).first();
  await row.waitFor();
  await row.click();
  await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
  await page.locator('.editor-instance .view-lines .view-line').first().waitFor();
}

/** Messages of the notifications that are on the screen. */
export const notifications = (page: Page): Locator =>
  page.locator('.notifications-toasts .notification-list-item-message');

/** Presses a button of a notification. */
export async function pressNotificationButton(
  page: Page,
  message: string | RegExp,
  button: string,
): Promise<void> {
  const toast = page.locator('.notification-toast').filter({ hasText: message });
  await toast.locator('.monaco-button').filter({ hasText: button }).click();
}

/** Shows a view container by the title of its icon in the activity bar. */
export async function openViewContainer(page: Page, title: string): Promise<void> {
  const icon = page.locator(`a.action-label[aria-label^="${title}"]`);
  const item = page.locator('.activitybar .action-item').filter({ has: icon });
  await item.waitFor();
  if (!/\bchecked\b/.test((await item.getAttribute('class')) ?? '')) await item.click();
  await page
    .locator('.sidebar .composite.title')
    .filter({ hasText: new RegExp(title, 'i') })
    .waitFor();
}

/** The frame that runs a webview's own page, found by an element that it must hold: its name says nothing. */
export async function webviewFrame(page: Page, selector: string, timeoutMs = 20_000): Promise<Frame> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    for (const frame of page.frames().filter((candidate) => candidate.parentFrame() !== null)) {
      // A frame may go away while it is asked.
      if (
        (await frame
          .locator(selector)
          .count()
          .catch(() => 0)) > 0
      )
        return frame;
    }
    if (Date.now() > deadline) {
      const seen = page.frames().map((frame) => frame.url().slice(0, 80));
      throw new Error(`No webview with ${selector}; frames: ${seen.join(' | ')}`);
    }
    await page.waitForTimeout(100);
  }
}

/** Hovers the first occurrence of `word` in the active editor and returns the hover (with `expected` in it). */
export async function hoverWord(page: Page, word: string, expected?: string | RegExp): Promise<Locator> {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const place = await page.evaluate(placeOfWord, word);
    if (place !== null) {
      // In steps: a jump makes no mouse movement inside the word, and so no hover.
      await page.mouse.move(place.x - 3, place.y);
      await page.mouse.move(place.x, place.y, { steps: 3 });
      const hovers = page.locator('.monaco-hover:not(.hidden) .hover-contents');
      const hover = (expected === undefined ? hovers : hovers.filter({ hasText: expected })).first();
      if (await appears(hover, 3000)) return hover;
      await page.mouse.move(5, 5);
    }
    await page.waitForTimeout(200);
  }
  throw new Error(`No hover on ${word}`);
}

/** In the page: the middle of the first occurrence of a word in the editor; null when it is not on the screen. */
function placeOfWord(word: string): { x: number; y: number } | null {
  for (const line of document.querySelectorAll('.editor-instance .view-lines .view-line')) {
    const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const start = (node.textContent ?? '').replace(/\u00a0/g, ' ').indexOf(word);
      if (start < 0) continue;
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + word.length);
      const box = range.getBoundingClientRect();
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    }
  }
  return null;
}

/** Puts a PNG into the clipboard, so that a paste pressed by a person can follow. */
export async function copyPng(page: Page, png: Uint8Array): Promise<void> {
  await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    await navigator.clipboard.write([
      new ClipboardItem({ 'image/png': new Blob([bytes], { type: 'image/png' }) }),
    ]);
  }, Buffer.from(png).toString('base64'));
}

/** Gives a file to an element of a webview, as a paste or as a drop. */
export async function giveFile(
  frame: Frame,
  selector: string,
  how: 'paste' | 'drop',
  file: { readonly name: string; readonly type: string; readonly bytes: Uint8Array },
): Promise<void> {
  const given = { name: file.name, type: file.type, base64: Buffer.from(file.bytes).toString('base64') };
  const transfer = await frame.evaluateHandle(({ name, type, base64 }) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], name, { type }));
    return data;
  }, given);
  if (how === 'paste') {
    await frame.locator(selector).evaluate((element, data) => {
      element.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    }, transfer);
    return;
  }
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await frame.locator(selector).dispatchEvent(type, { dataTransfer: transfer });
  }
}

/** Saves a picture of the window as .test-build/screenshots/NAME.png. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = path.join(ROOT, '.test-build/screenshots');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}
