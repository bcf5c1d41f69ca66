import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Engine } from '../../../../src/engine/engine.ts';
import { PDFIUM, PdfFolder } from '../../content/pdf/openPdf.ts';
import { line } from '../../content/pdf/writePdf.ts';
import { configurationFor, fakeParts } from '../fakeParts.ts';

const folder = new PdfFolder();
after(() => folder.remove());

test('safe mode shows PDFs too, and refuses a wrong request', async () => {
  const pdfWorker = join(import.meta.dirname, '../../../../src/engine/pdf/worker.ts');
  const engine = new Engine(
    { ...configurationFor(null, true), pdfWorker, pdfium: PDFIUM },
    fakeParts(),
    () => undefined,
  );
  const file = folder.write('paper.pdf', { pages: [{ content: line(72, 700, 'Two towers') }] });
  assert.equal((await engine.request('pdfOpen', { file })).pages.length, 1);
  assert.equal((await engine.request('pdfPage', { file, page: 1, width: 90 })).text[0]?.text, 'Two towers');
  assert.equal((await engine.request('pdfFind', { file, query: 'TOWERS' })).matches.length, 1);
  for (const wrong of [
    { file, page: 0, width: 90 },
    { file, page: 1 },
    { file, page: 1, width: 1e9 },
  ]) {
    await assert.rejects(engine.request('pdfPage', wrong), { code: 'ATLAS-PROTOCOL' });
  }
  await engine.close();
});
