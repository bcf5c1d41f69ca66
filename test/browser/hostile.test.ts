import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { linkTarget } from '../../src/features/reader/linkTarget.ts';
import { parseFromReader, type FromReader } from '../../src/protocol/readerMessages.ts';
import { launchBrowser } from '../hostHarness/browser.ts';
import {
  batches,
  hostileScenes,
  paperWithAddress,
  payloadOf,
  rawNote,
  wayOf,
  WAYS,
  type Numbered,
  type Scene,
  type Way,
} from './hostilePages.ts';
import { findIntruders, pressThrough, touchEverything } from './hostileWatch.ts';
import { ADDRESSES } from './payloadAddresses.ts';
import { markOfRequest } from './payloadParts.ts';
import { familyOf, payloads } from './payloads.ts';
import { FILES, openReader, PAGE, PICTURES, type ReaderOptions, type ShownReader } from './readerHarness.ts';
import { show } from './readerSamples.ts';
import { readerScript } from './readerVariants.ts';

const ALL = payloads();
const BATCHES = batches(ALL);
/** Batches after which the keyboard goes through the page: each so many. */
const KEYBOARD = 12;

let browser: Browser;
let png: Uint8Array;
before(async () => {
  browser = await launchBrowser();
  const picture = sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } });
  png = new Uint8Array(await picture.png().toBuffer());
});
after(() => browser.close());

const nameOf = (mark: number): string => `${ALL[payloadOf(mark)]?.name ?? mark} by ${wayOf(mark)}`;

/** What was asked for, with the payload where the address says it. */
const requestName = (url: string): string => {
  const mark = markOfRequest(url);
  return mark === null ? url : `${url.slice(0, 100)} (${nameOf(mark)})`;
};

/** Messages of the page that the extension would follow to somewhere it must not. */
const misled = (messages: readonly FromReader[]): string[] =>
  messages.flatMap((message) => {
    try {
      const parsed = parseFromReader(message);
      if (parsed.type !== 'link') return [];
      const target = linkTarget(parsed.href, 'notes/note.md');
      const isKept =
        target.type === 'outside'
          ? target.url.startsWith('https:') || /^https:/i.test(target.url)
          : target.type !== 'file' || !/^[/\\]|(?:^|[/\\])\.\.(?:[/\\]|$)/.test(target.path);
      return isKept ? [] : [`${parsed.href} leads to ${JSON.stringify(target)}`];
    } catch {
      // The extension refuses what is no message.
      return [];
    }
  });

/** Shows scenes of each batch, touches all that is in them, and collects what is wrong. */
async function walk(
  reader: ShownReader,
  scenesOf: (batch: readonly Numbered[]) => readonly Scene[],
  look: boolean,
): Promise<string[]> {
  const { page, seen } = reader;
  const wrong: string[] = [];
  for (const [at, batch] of BATCHES.entries()) {
    for (const { messages, isTouched } of scenesOf(batch)) {
      for (const message of messages) await reader.show(message);
      if (look)
        for (const intruder of await findIntruders(page, PICTURES.root))
          wrong.push(`${batch[0]![1].name} and the next ${batch.length - 1}: ${intruder}`);
      if (isTouched) await touchEverything(page);
      if (isTouched && at % KEYBOARD === 0) await pressThrough(page, 8);
      wrong.push(...misled(await reader.messages()));
    }
  }
  // For timers, animations and pictures that are still on their way.
  await page.waitForTimeout(1_000);
  wrong.push(...[...seen.ran].map((mark) => `ran: ${nameOf(mark)}`));
  return wrong;
}

/** The page does what it did before. */
async function works({ page, show: give, messages }: ShownReader): Promise<void> {
  await give(show({ title: 'Plain', markdown: 'A [link](concept:clip).' }));
  assert.equal(await page.locator('h1').innerText(), 'Plain');
  await messages();
  await page.locator('article a').click();
  assert.deepEqual(
    (await messages()).filter(({ type }) => type === 'link'),
    [{ type: 'link', href: 'concept:clip' }],
  );
}

async function withReader(
  options: ReaderOptions,
  run: (reader: ShownReader) => Promise<void>,
): Promise<void> {
  const reader = await openReader(browser, options);
  try {
    await run(reader);
  } finally {
    await reader.close();
  }
}

test('there are thousands of payloads, no two alike, the same in every run', () => {
  assert.ok(ALL.length >= 3_000);
  assert.equal(new Set(ALL.map(({ name }) => name)).size, ALL.length);
  const texts = ALL.map(({ text }) => text(0));
  assert.ok(new Set(texts).size > ALL.length * 0.98);
  assert.deepEqual(
    payloads().map(({ text }) => text(0)),
    texts,
  );
});

const QUIET = { requests: [], opened: [], errors: [] };

/** What a page did that it must not, besides running a script. */
const noiseOf = ({ seen: { requests, opened, errors } }: ShownReader) => ({
  requests: requests.map(requestName),
  opened,
  errors,
});

for (const policy of [true, false]) {
  const name = policy ? 'as it is' : 'without its content security policy';
  test(`a reader ${name}: nothing executes, loads or leads away, by whatever way it comes in`, () =>
    withReader({ policy }, async (reader) => {
      assert.deepEqual(await walk(reader, (batch) => hostileScenes(batch, png), true), []);
      assert.deepEqual(noiseOf(reader), QUIET);
      await works(reader);
    }));
}

test('a reader without its sanitiser: nothing executes or loads, by whatever way it comes in', async () => {
  const script = await readerScript({ sanitiser: true });
  await withReader({ script }, async (reader) => {
    assert.deepEqual(await walk(reader, (batch) => hostileScenes(batch, png), false), []);
    // No policy keeps a page from being led elsewhere. Notes cannot do it, as they hold no HTML; a drawing could.
    const { requests, navigations } = reader.seen;
    const ways = new Set(requests.map(markOfRequest).map((mark) => mark !== null && wayOf(mark)));
    assert.deepEqual([...ways], ['drawing']);
    assert.deepEqual(outside(requests.filter((url) => !navigations.includes(url))), []);
    await works(reader);
  });
});

/** Without what the policy allows: files that VS Code gives to the reader, or refuses. */
const outside = (urls: readonly string[]): string[] =>
  urls.filter((url) => !url.startsWith(FILES)).map(requestName);

test('a reader that lets HTML through, without a policy: its sanitiser alone holds', async () => {
  const script = await readerScript({ html: true });
  await withReader({ policy: false, script }, async (reader) => {
    assert.deepEqual(await walk(reader, (batch) => [rawNote(batch)], true), []);
    assert.deepEqual(noiseOf(reader), QUIET);
    await works(reader);
  });
});

/** Shows each batch as a note in a page that is loaded anew: a name that was given away stays away until then. */
async function walkAnew(
  reader: ShownReader,
  list: readonly Numbered[][],
  scenesOf: (batch: readonly Numbered[]) => readonly Scene[],
): Promise<void> {
  const { page } = reader;
  for (const batch of list) {
    // The last page may still be on its way elsewhere.
    while (!(await page.goto(PAGE).catch(() => null)));
    for (const { messages, isTouched } of scenesOf(batch)) {
      // A page that was led away or robbed of its names answers nothing more.
      await (async () => {
        for (const message of messages) await reader.show(message);
        if (isTouched) await touchEverything(page, true);
      })().catch(() => {});
    }
  }
  await page.waitForTimeout(1_000);
}

test('a reader that lets HTML through, without a sanitiser: its policy alone keeps scripts and loading out', async () => {
  const script = await readerScript({ html: true, sanitiser: true });
  await withReader({ script }, async (reader) => {
    await walkAnew(reader, BATCHES, (batch) => [rawNote(batch)]);
    const { ran, requests, navigations } = reader.seen;
    assert.deepEqual([...ran].map(nameOf), []);
    assert.deepEqual(outside(requests.filter((url) => !navigations.includes(url))), []);
  });
});

/**
 * Least shares that run in a page without guards. The rest are forms that browsers do not act on any more, addresses
 * that fit no such element, and what is not tried because a payload before it led the page away.
 */
const ALIVE = {
  handler: 0.6,
  context: 0.5,
  address: 0.2,
  style: 0.6,
  clobber: 0.5,
  svg: 0.25,
  markdown: 0.2,
  formula: 0.03,
  characters: 0.6,
};
/** Ways whose text becomes at most an attribute. */
const NEVER_ELEMENTS: readonly Way[] = ['paperAddress', 'id', 'pdfTitle', 'pdfQuery'];

const UNGUARDED = { html: true, sanitiser: true, text: true };

/** Numbers of payloads and ways that ran or asked for something. */
const liveOf = ({ seen: { ran, requests } }: ShownReader): readonly number[] => [
  ...new Set([...ran, ...requests.map(markOfRequest).filter((mark) => mark !== null)]),
];

test('without any guard most payloads run: they are alive', async () => {
  const script = await readerScript(UNGUARDED);
  await withReader({ policy: false, cancellable: false, script }, async (reader) => {
    await walkAnew(reader, BATCHES, (batch) => [rawNote(batch)]);
    const live = new Set(liveOf(reader).map(payloadOf));
    assert.ok(live.size > ALL.length * 0.4, `${live.size} of ${ALL.length} run`);
    for (const [family, least] of Object.entries(ALIVE)) {
      const ofFamily = [...ALL.entries()].filter(([, payload]) => familyOf(payload) === family);
      const alive = ofFamily.filter(([number]) => live.has(number)).length;
      assert.ok(alive > ofFamily.length * least, `${family}: ${alive} of ${ofFamily.length} run`);
    }
  });
});

test('without any guard payloads run out of every way in: all are watched', async () => {
  const script = await readerScript(UNGUARDED);
  await withReader({ policy: false, cancellable: false, script }, async (reader) => {
    await walkAnew(
      reader,
      BATCHES.filter((_, at) => at % 40 === 0),
      (batch) => hostileScenes(batch, png),
    );
    const live = new Set(liveOf(reader).map(wayOf));
    assert.deepEqual(
      WAYS.filter((way) => !live.has(way)),
      NEVER_ELEMENTS,
    );
  });
});

test('a paper with an address that is not plainly https is not shown as a link to it', () =>
  withReader({}, async (reader) => {
    for (const [at, [name, text]] of ADDRESSES.entries()) {
      await reader.show(paperWithAddress(text(at)));
      await touchEverything(reader.page);
      for (const message of await reader.messages())
        if (message.type === 'link') assert.match(message.href, /^\s*https:/i, name);
    }
    assert.deepEqual([...reader.seen.ran], []);
    assert.deepEqual(noiseOf(reader), QUIET);
    await works(reader);
  }));
