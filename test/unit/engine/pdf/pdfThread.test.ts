import assert from 'node:assert/strict';
import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, describe, it } from 'node:test';
import sharp from 'sharp';
import type { AtlasError } from '../../../../src/core/errors.ts';
import { findInPdf } from '../../../../src/engine/pdf/findInPdf.ts';
import { PdfThread, type PdfThreadOptions } from '../../../../src/engine/pdf/pdfThread.ts';
import { PDFIUM, PdfFolder } from '../../content/pdf/openPdf.ts';
import { line, type PdfSource } from '../../content/pdf/writePdf.ts';

const WORKER = join(import.meta.dirname, '../../../../src/engine/pdf/worker.ts');

const folder = new PdfFolder();
after(() => folder.remove());

const pages = (count: number, text: string): PdfSource => ({
  pages: Array.from({ length: count }, (_, index) => ({ content: line(72, 700, `${text} ${index + 1}`) })),
});

/** One drawing in the other, ten times at each of eight levels: it would take days. */
const endless: PdfSource = {
  forms: Array.from({ length: 9 }, (_, level) =>
    level === 8 ? '0 0 1 rg 0 0 600 700 re f' : `/X${101 + level} Do `.repeat(10),
  ),
  pages: [{ content: '/X100 Do' }, { content: line(72, 700, 'a page like others') }],
};

describe('the thread that draws PDFs', () => {
  let thread: PdfThread;
  const start = (options: Partial<PdfThreadOptions> = {}): PdfThread =>
    (thread = new PdfThread({ worker: WORKER, pdfium: PDFIUM, ...options }));
  afterEach(() => thread.close());
  const text = async (file: string, page = 1): Promise<string | undefined> =>
    (await thread.run('page', { file, page, width: 60 })).text[0]?.text;

  it('opens, draws and searches, and is not there before it is asked', async () => {
    start();
    assert.equal(thread.isStarted, false);
    const file = folder.write('a.pdf', { ...pages(3, 'Page'), title: 'Three pages' });
    const info = await thread.run('open', { file });
    assert.deepEqual([info.title, info.pages.length], ['Three pages', 3]);
    assert.equal(thread.isStarted, true);
    const image = await thread.run('page', { file, page: 2, width: 300 });
    assert.deepEqual([image.page, image.width, image.text[0]?.text], [2, 300, 'Page 2']);
    const { width, height } = await sharp(image.png).metadata();
    assert.deepEqual([width, height], [image.width, image.height]);
    const found = await findInPdf(thread, { file, query: 'page' }, new AbortController().signal);
    assert.deepEqual(
      found.matches.map(({ page }) => page),
      [1, 2, 3],
    );
    assert.equal(found.complete, true);
  });

  it('says so when there are more matches than it gives, and finds nothing for nothing', async () => {
    start();
    const file = folder.write('many.pdf', pages(40, 'Page'));
    const { signal } = new AbortController();
    const some = await findInPdf(thread, { file, query: 'page', limit: 10 }, signal);
    assert.deepEqual([some.matches.length, some.complete], [10, false]);
    assert.deepEqual(await findInPdf(thread, { file, query: '  ' }, signal), { matches: [], complete: true });
  });

  it('gives up a page that takes too long, says so, and draws the next in a new thread', async () => {
    start({ limit: 2_000 });
    const file = folder.write('endless.pdf', endless);
    const late = thread.run('page', { file, page: 1, width: 600 });
    const next = text(file, 2);
    await assert.rejects(late, (error: AtlasError) => {
      assert.equal(error.code, 'ATLAS-DEADLINE');
      assert.match(error.message, /Page 1 of endless\.pdf could not be drawn within 2 s.*Other pages/);
      return true;
    });
    assert.equal(await next, 'a page like others');
  });

  it('says so when pdfium falls over, and goes on with the next file', async () => {
    const broken = folder.write('broken.mjs', Buffer.from("throw new Error('unreachable executed');"));
    start({ worker: broken });
    await assert.rejects(thread.run('open', { file: '/papers/odd.pdf' }), (error: AtlasError) => {
      assert.equal(error.code, 'ATLAS-PDF');
      assert.match(error.message, /odd\.pdf cannot be shown: pdfium failed on it \(unreachable executed\)/);
      return true;
    });
    assert.equal(thread.isStarted, false);
    writeFileSync(broken, `await import(${JSON.stringify(WORKER)});`);
    assert.equal(await text(folder.write('good.pdf', pages(1, 'Good'))), 'Good 1');
  });

  it('names the module that cannot be loaded', async () => {
    const pdfium = folder.write('pdfium.wasm', Buffer.from('no module'));
    start({ pdfium });
    const file = folder.write('a.pdf', pages(1, 'Page'));
    await assert.rejects(thread.run('open', { file }), (error: AtlasError) => {
      assert.equal(error.code, 'ATLAS-RUNTIME');
      assert.match(error.message, /pdfium\.wasm could not be loaded.*Install the extension again/);
      return true;
    });
  });

  it('reads a file anew when it has changed, and names it when it is gone', async () => {
    start();
    const file = folder.write('paper.pdf', pages(2, 'First draft'));
    assert.equal(await text(file, 2), 'First draft 2');
    folder.write('paper.pdf', pages(1, 'Second draft'));
    utimesSync(file, new Date(), new Date(Date.now() + 5_000));
    assert.equal(await text(file), 'Second draft 1');
    await assert.rejects(text(file, 2), { code: 'ATLAS-NOT-FOUND', message: /there is no page 2/ });
    rmSync(file);
    await assert.rejects(text(file), { code: 'ATLAS-FILE', message: /paper\.pdf is not there/ });
    folder.write('paper.pdf', pages(1, 'Third draft'));
    assert.equal(await text(file), 'Third draft 1');
  });

  it('reads many files, of which it keeps few open', async () => {
    start();
    const files = Array.from({ length: 6 }, (_, index) =>
      folder.write(`${index}.pdf`, pages(1, `File ${index},`)),
    );
    for (const round of [1, 2]) {
      for (const [index, file] of files.entries())
        assert.equal(await text(file), `File ${index}, 1`, `${round}`);
    }
  });

  it('draws a page that somebody waits for before it searches on, and stops a search that is cancelled', async () => {
    start();
    // Some seconds of search.
    const rows = Array.from({ length: 200 }, (_, row) =>
      line(20, 780 - row * 3, `${row} words and more words`, 3),
    );
    const long = Array.from({ length: 300 }, (_, index) => ({
      content: line(72, 785, `Page ${index + 1}`) + rows.join(''),
    }));
    const file = folder.write('long.pdf', { pages: long });
    await thread.run('open', { file });
    const done: string[] = [];
    const abort = new AbortController();
    const search = findInPdf(thread, { file, query: 'no such words' }, abort.signal).then(
      () => done.push('search'),
      (error: AtlasError) => done.push(error.code),
    );
    const page = text(file, 299).then(() => done.push('page'));
    await page;
    abort.abort();
    await search;
    assert.deepEqual(done, ['page', 'ATLAS-CANCELLED']);
  });

  it('takes a page that nobody waits for any more out of the queue', async () => {
    start();
    const file = folder.write('b.pdf', pages(2, 'Page'));
    const abort = new AbortController();
    const first = text(file);
    const second = thread.run('page', { file, page: 2, width: 60 }, abort.signal);
    abort.abort();
    await assert.rejects(second, { code: 'ATLAS-CANCELLED' });
    assert.equal(await first, 'Page 1');
    await assert.rejects(thread.run('open', { file }, AbortSignal.abort()), { code: 'ATLAS-CANCELLED' });
  });

  it('gives its memory back when it has grown, and when nothing is asked of it', async () => {
    start({ mostMemory: 1, idle: 50 });
    const file = folder.write('c.pdf', pages(2, 'Page'));
    assert.equal(await text(file), 'Page 1');
    assert.equal(thread.isStarted, false);
    await thread.close();
    start({ idle: 50 });
    assert.equal(await text(file, 2), 'Page 2');
    while (thread.isStarted) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(await text(file), 'Page 1');
  });

  it('ends in the middle of its work', async () => {
    start();
    const file = folder.write('endless.pdf', endless);
    const running = thread.run('page', { file, page: 1, width: 600 });
    const waiting = thread.run('open', { file });
    const rejected = Promise.all([
      assert.rejects(running, { code: 'ATLAS-CANCELLED' }),
      assert.rejects(waiting, { code: 'ATLAS-CANCELLED' }),
    ]);
    await thread.close();
    await rejected;
    await assert.rejects(thread.run('open', { file }), { code: 'ATLAS-CANCELLED' });
  });
});
