import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, afterEach, describe, it } from 'node:test';
import fc from 'fast-check';
import sharp from 'sharp';
import { AtlasError } from '../../src/core/errors.ts';
import { findInPdf } from '../../src/engine/pdf/findInPdf.ts';
import { PdfThread } from '../../src/engine/pdf/pdfThread.ts';
import { EngineSupervisor } from '../../src/protocol/engineSupervisor.ts';
import { forkTransport } from '../../src/protocol/forkTransport.ts';
import { workerTransport } from '../../src/protocol/workerTransport.ts';
import { PDFIUM, PdfFolder } from '../unit/content/pdf/openPdf.ts';
import { line, rectangle, writePdf } from '../unit/content/pdf/writePdf.ts';

const ROOT = join(import.meta.dirname, '../..');
const WORKER = join(ROOT, 'src/engine/pdf/worker.ts');

const folder = new PdfFolder();
after(() => folder.remove());

const annotations = ['/Subtype /Square /Rect [10 10 90 90] /IC [0 1 0]', '/Subtype /Link /Rect [0 0 9 9]'];
const content =
  line(72, 700, 'Some words to be found') + '/X100 Do ' + rectangle(100, 100, 200, 200, '1 0 0');
const page = { content, annotations, rotate: 90, cropBox: [50, 50, 500, 700] as const };
const forms = [
  line(72, 500, 'in a form', 20, 'Code') + 'q 100 0 0 100 0 0 cm BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI Q',
];
const WHOLE = [
  writePdf({ title: 'Plain', pages: [page, page], forms }),
  writePdf({ title: 'Encrypted', pages: [page], forms, password: '' }),
];

const damages = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), at: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({
    kind: fc.constant('flip' as const),
    bits: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 7 })), {
      minLength: 1,
      maxLength: 12,
    }),
  }),
  fc.record({
    kind: fc.constant('number' as const),
    which: fc.double({ min: 0, max: 1, noNaN: true }),
    value: fc.constantFrom('-1', '0', '4294967296', '999999999', '1e30', '99 0 R', '1 0 R'),
  }),
);
type Damage = typeof damages extends fc.Arbitrary<infer T> ? T : never;

function damage(whole: Buffer, how: Damage): Buffer {
  const place = (share: number, length: number): number => Math.min(length - 1, Math.floor(share * length));
  if (how.kind === 'cut') return whole.subarray(0, place(how.at, whole.length));
  if (how.kind === 'flip') {
    const copy = Buffer.from(whole);
    for (const [share, bit] of how.bits) copy[place(share, copy.length)]! ^= 1 << bit;
    return copy;
  }
  const text = whole.toString('latin1');
  const numbers = [...text.matchAll(/\b\d+\b/g)];
  const { index, 0: number } = numbers[place(how.which, numbers.length)]!;
  return Buffer.from(text.slice(0, index) + how.value + text.slice(index + number.length), 'latin1');
}

describe('damaged PDFs', () => {
  it('are drawn as far as they are whole, or refused: nothing hangs, nothing ends the process', async () => {
    const thread = new PdfThread({ worker: WORKER, pdfium: PDFIUM, limit: 5_000 });
    let answered = 0;
    const attempt = async <T>(work: Promise<T>): Promise<T | null> => {
      try {
        const result = await work;
        answered += 1;
        return result;
      } catch (error) {
        assert.ok(error instanceof AtlasError);
        assert.match(error.code, /^ATLAS-(PDF|FORMAT|NOT-FOUND|DEADLINE)$/, error.message);
        return null;
      }
    };
    try {
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...WHOLE), damages, async (whole, how) => {
          const file = folder.write('damaged.pdf', damage(whole, how));
          const info = await attempt(thread.run('open', { file }));
          const drawn = await attempt(thread.run('page', { file, page: 1, width: 200 }));
          await attempt(findInPdf(thread, { file, query: 'words' }, new AbortController().signal));
          if (drawn) assert.ok(info && drawn.width > 0 && drawn.png.byteLength > 0);
          for (const { box } of drawn?.text ?? []) assert.ok(box.every((edge) => edge >= 0 && edge < 1_000));
        }),
        { numRuns: 300 },
      );
      assert.ok(answered > 100, `only ${answered} answers`);
    } finally {
      await thread.close();
    }
  });
});

describe('a PDF through a real engine', () => {
  let supervisor: EngineSupervisor;
  afterEach(() => supervisor.dispose());

  for (const isolation of ['process', 'inHost'] as const) {
    it(`comes as it was drawn, with isolation ${isolation}`, async () => {
      supervisor = new EngineSupervisor({
        start: (isolation === 'process' ? forkTransport : workerTransport)(join(ROOT, 'src/engine/main.ts')),
        configuration: () => ({
          version: '0.0.0',
          knowledgeBase: join(ROOT, 'kb'),
          atlas: join(folder.path, 'no-atlas'),
          inferenceWorker: join(ROOT, 'src/inference/worker.ts'),
          pdfWorker: WORKER,
          pdfium: PDFIUM,
          models: [],
          library: null,
          provider: 'cpu',
          threads: 1,
        }),
        limits: { startUp: 120_000, stop: 30_000 },
        log: () => undefined,
      });
      const file = folder.write('注 意 #1 %20.pdf', WHOLE[0]!);
      const info = await supervisor.request('pdfOpen', { file });
      assert.deepEqual(info, {
        title: 'Plain',
        pages: [
          [650, 450],
          [650, 450],
        ],
      });
      const image = await supervisor.request('pdfPage', { file, page: 2, width: 300 });
      assert.equal(image.png.constructor, Uint8Array);
      assert.equal(image.png.buffer.byteLength, image.png.byteLength);
      const { width, height } = await sharp(image.png).metadata();
      assert.deepEqual([width, height], [300, image.height]);
      assert.ok(image.text.some(({ text }) => text === 'Some words to be found'));
      const found = await supervisor.request('pdfFind', { file, query: 'WORDS' });
      assert.deepEqual([found.matches.length, found.complete], [2, true]);
      await assert.rejects(supervisor.request('pdfOpen', { file: join(ROOT, 'README.md') }), {
        code: 'ATLAS-FORMAT',
        message: /README\.md is not a PDF/,
      });
      const abort = new AbortController();
      const cancelled = supervisor.request(
        'pdfPage',
        { file, page: 1, width: 300 },
        { signal: abort.signal },
      );
      abort.abort();
      await assert.rejects(cancelled, { code: 'ATLAS-CANCELLED' });
    });
  }
});
