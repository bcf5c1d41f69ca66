import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PdfDocument } from '../../../../src/content/pdf/pdfDocument.ts';
import { Pdfium } from '../../../../src/content/pdf/pdfium.ts';
import { writePdf, type PdfSource } from './writePdf.ts';

const ROOT = join(import.meta.dirname, '../../../..');

export const PDFIUM = join(ROOT, 'node_modules/@embedpdf/pdfium/dist/pdfium.wasm');

let loading: Promise<Pdfium> | undefined;

/** One instance a test file. */
export const loadPdfium = (): Promise<Pdfium> => (loading ??= Pdfium.load(PDFIUM));

/** A folder of its own for files that a test makes. */
export class PdfFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'atlas-pdf-'));

  write(name: string, content: PdfSource | Uint8Array): string {
    const file = join(this.path, name);
    writeFileSync(file, content instanceof Uint8Array ? content : writePdf(content));
    return file;
  }

  /** Opens what was written, for one task. */
  async use<T>(content: PdfSource, task: (document: PdfDocument) => T): Promise<T> {
    const document = PdfDocument.open(await loadPdfium(), this.write('paper.pdf', content));
    try {
      return task(document);
    } finally {
      document.close();
    }
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
