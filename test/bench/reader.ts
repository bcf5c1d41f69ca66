import type { ToReader } from '../../src/protocol/readerMessages.ts';
import { openAtlas } from '../browser/realPages.ts';
import { openReader, type ShownReader } from '../browser/readerHarness.ts';
import { PLACE, show } from '../browser/readerSamples.ts';
import { launchBrowser } from '../hostHarness/browser.ts';
import { printTable, quantile, spread } from './lib/report.ts';

// The reader's page: how long from the message that brings a document to its first paint, as a multiple of a page that
// holds three words.

const ROUNDS = 21;
const DOCUMENTS = [
  ['a card', 'm-rope'],
  ['a long card', 'clip'],
  ['a paper', 'paper:clip'],
  ['a chapter', 'document:clip.en'],
] as const;

/** Milliseconds until the frame is through in which the page first stood. */
const paintTime = ({ page }: ShownReader, message: ToReader): Promise<number> =>
  page.evaluate(
    (sent) =>
      new Promise<number>((resolve) => {
        const start = performance.now();
        const painted = (): void => {
          requestAnimationFrame(() => {
            const after = new MessageChannel();
            after.port1.onmessage = () => resolve(performance.now() - start);
            after.port2.postMessage(null);
          });
        };
        window.addEventListener('message', painted, { once: true });
        window.postMessage(sent, '*');
      }),
    message,
  );

const browser = await launchBrowser();
const atlas = openAtlas();
try {
  const reader = await openReader(browser, { width: 420 });
  const plain = show({ markdown: 'Three small words.' });
  const pages = await Promise.all(
    DOCUMENTS.map(async ([name, id]) => {
      const page = await atlas.page(id, 'en');
      return { name, letters: page.markdown.length, message: { type: 'show', page, place: PLACE } as const };
    }),
  );
  const empty: number[] = [];
  const times = pages.map((): number[] => []);
  const ratios = pages.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    const base = await paintTime(reader, plain);
    empty.push(base);
    for (const [at, { message }] of pages.entries()) {
      const time = await paintTime(reader, message);
      times[at]!.push(time);
      ratios[at]!.push(time / base);
    }
  }
  printTable(
    'From message to first paint',
    ['page', 'characters', 'ms, median', 'ms, p95', 'times a page of three words'],
    [
      ['three words', '18', spread(empty, 1), quantile(empty, 0.95).toFixed(1), '1'],
      ...pages.map(({ name, letters }, at) => [
        name,
        String(letters),
        spread(times[at]!, 1),
        quantile(times[at]!, 0.95).toFixed(1),
        spread(ratios[at]!, 1),
      ]),
    ],
    [`${ROUNDS} rounds, each page in each; a window of 420 px; formulas and drawings included.`],
  );
} finally {
  await browser.close();
  await atlas.close();
}
