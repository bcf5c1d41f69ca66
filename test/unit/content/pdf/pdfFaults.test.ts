import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { AtlasError, ErrorCode } from '../../../../src/core/errors.ts';
import { PdfDocument } from '../../../../src/content/pdf/pdfDocument.ts';
import { loadPdfium, PdfFolder } from './openPdf.ts';
import { line, writePdf } from './writePdf.ts';

const folder = new PdfFolder();
after(() => folder.remove());

const whole = writePdf({
  pages: [{ content: line(72, 700, 'Read me') }, { content: line(72, 700, 'And me') }],
});

/** The message names the file, the cause, and what to do. */
async function refuses(file: string, code: ErrorCode, cause: RegExp, mend: RegExp): Promise<void> {
  const pdfium = await loadPdfium();
  assert.throws(
    () => PdfDocument.open(pdfium, file),
    (error: AtlasError) => {
      assert.equal(error.code, code, error.message);
      assert.equal(error.subject, file);
      assert.ok(error.message.includes(file.split('/').at(-1)!), error.message);
      assert.match(error.message, cause);
      assert.match(error.message, mend);
      return true;
    },
  );
}

describe('a file that is no PDF to be read is refused with its name, the cause and what to do:', () => {
  const cases: [string, Uint8Array, ErrorCode, RegExp, RegExp][] = [
    ['empty', Buffer.alloc(0), 'ATLAS-FORMAT', /is empty/, /download it again/],
    [
      'a text',
      Buffer.from('# A note\n'.repeat(500)),
      'ATLAS-FORMAT',
      /is not a PDF/,
      /Open it in the program/,
    ],
    ['cut off at its beginning', whole.subarray(0, 60), 'ATLAS-PDF', /is damaged/, /download it again/],
    ['a header alone', Buffer.from('%PDF-1.7\n'), 'ATLAS-PDF', /is damaged/, /download it again/],
    ['without pages', writePdf({ pages: [] }), 'ATLAS-PDF', /no pages/, /download it again/],
    [
      'encrypted',
      writePdf({ pages: [{ content: line(72, 700, 'Secret') }], password: 'open sesame' }),
      'ATLAS-PDF',
      /encrypted and asks for a password/,
      /Save a copy without one/,
    ],
    [
      'encrypted in an unknown way',
      Buffer.from(
        writePdf({ pages: [{ content: '' }], password: '' })
          .toString('latin1')
          .replace('/Filter /Standard', '/Filter /NoSuchOne'),
        'latin1',
      ),
      'ATLAS-PDF',
      /encrypted in a way that is not known/,
      /Save a copy without encryption/,
    ],
    [
      'of more pages than can be shown',
      writePdf({ pages: Array.from({ length: 10_001 }, () => ({ content: '' })) }),
      'ATLAS-FORMAT',
      /has 10001 pages/,
      /another program/,
    ],
  ];
  for (const [name, content, code, cause, mend] of cases) {
    it(name, () => refuses(folder.write(`${name}.pdf`, content), code, cause, mend));
  }

  it('not there', () =>
    refuses(join(folder.path, 'gone.pdf'), 'ATLAS-FILE', /is not there/, /where it is now/));

  it('a folder', async () => {
    const place = join(folder.path, 'folder.pdf');
    mkdirSync(place);
    await refuses(place, 'ATLAS-FILE', /is a folder/, /Open a PDF file/);
  });

  it('a pipe, without waiting for who writes to it', { skip: process.platform === 'win32' }, async () => {
    const place = join(folder.path, 'pipe.pdf');
    execFileSync('mkfifo', [place]);
    await refuses(place, 'ATLAS-FILE', /no ordinary file/, /Open a PDF file/);
  });
});

describe('a PDF with faults', () => {
  it('is read as far as it is whole when its end is missing', async () => {
    const cut = whole.subarray(0, whole.indexOf('startxref'));
    const document = PdfDocument.open(await loadPdfium(), folder.write('cut.pdf', cut));
    assert.deepEqual(
      document.withPage(2, (page) => page.text().map(({ text }) => text)),
      ['And me'],
    );
    document.close();
  });

  it('names the page that it does not have', () =>
    folder.use({ pages: [{ content: '' }] }, (document) => {
      for (const page of [0, 2, -1]) {
        assert.throws(
          () => document.withPage(page, () => undefined),
          (error: AtlasError) => error.code === 'ATLAS-NOT-FOUND' && /has 1 pages?/.test(error.message),
        );
      }
    }));
});
