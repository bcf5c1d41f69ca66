import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { launchBrowser } from '../hostHarness/browser.ts';
import { figureFaults } from './figureFaults.ts';
import { figurePage, readFigures, type Theme } from './figurePage.ts';

// npm run figures -- [NAME…] [--out DIR]: draws figures of kb/figures in both languages, wide, narrow and in three
// themes, as PNG files to be looked at, and says what is wrong with them.

const words = process.argv.slice(2);
const at = words.indexOf('--out');
const out = resolve(at >= 0 ? words.splice(at, 2)[1]! : '.test-build/figures');
const figures = await readFigures(words);
mkdirSync(out, { recursive: true });
const VIEWS: readonly (readonly [width: number, theme: Theme, scale: number])[] = [
  [600, 'light', 1],
  [320, 'dark', 1.5],
  [320, 'contrast', 1.5],
];

const browser = await launchBrowser();
let faults = 0;
for (const figure of figures) {
  for (const language of ['en', 'zh'] as const) {
    for (const [width, theme, scale] of VIEWS) {
      const context = await browser.newContext({
        viewport: { width, height: 400 },
        deviceScaleFactor: scale,
      });
      const page = await context.newPage();
      await page.setContent(figurePage([figure], language, theme));
      const found = theme === 'light' ? await figureFaults(page) : [];
      for (const { figure: where, message } of found) console.log(`${where}: ${message}`);
      faults += found.length;
      await page.screenshot({
        path: join(out, `${figure.id}.${language}.${theme}-${width}.png`),
        fullPage: true,
      });
      await context.close();
    }
  }
}
await browser.close();
console.log(`${figures.length} figures drawn in ${out}, ${faults} faults`);
process.exitCode = faults > 0 ? 1 : 0;
