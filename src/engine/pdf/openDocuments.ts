import { basename } from 'node:path';
import { PdfDocument } from '../../content/pdf/pdfDocument.ts';
import { fileStamp } from '../../content/pdf/pdfFile.ts';
import type { Pdfium } from '../../content/pdf/pdfium.ts';
import { AtlasError } from '../../core/errors.ts';

const MOST_OPEN = 2;

/** How often a task is begun anew because its file was written to meanwhile. */
const ATTEMPTS = 3;

/** The PDFs that were used last stay open; one whose file has changed is opened anew. */
export class OpenDocuments {
  readonly #pdfium: Pdfium;
  /** By path, the one used last at the end. */
  readonly #open = new Map<string, PdfDocument>();

  constructor(pdfium: Pdfium) {
    this.#pdfium = pdfium;
  }

  /**
   * @param file absolute path
   * @throws AtlasError as of `PdfDocument`, and `ATLAS-FILE` when the file does not stay the same for long enough
   */
  use<T>(file: string, task: (document: PdfDocument) => T): T {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const document = this.#current(file);
      const outcome = attemptTo(() => task(document));
      if (isUnchanged(file, document)) return outcome();
    }
    const message = `${basename(file)} is being written to. Try again when that is done.`;
    throw new AtlasError('ATLAS-FILE', message, file);
  }

  #current(file: string): PdfDocument {
    const open = this.#open.get(file);
    this.#open.delete(file);
    try {
      if (open && open.stamp === fileStamp(file)) return this.#keep(file, open);
    } catch (error) {
      open?.close();
      throw error;
    }
    open?.close();
    return this.#keep(file, PdfDocument.open(this.#pdfium, file));
  }

  #keep(file: string, document: PdfDocument): PdfDocument {
    this.#open.set(file, document);
    const [oldest] = this.#open;
    if (this.#open.size > MOST_OPEN && oldest) {
      this.#open.delete(oldest[0]);
      oldest[1].close();
    }
    return document;
  }
}

/** What the task gives or throws, to be had later: an error counts only if the file stayed the same. */
function attemptTo<T>(task: () => T): () => T {
  try {
    const result = task();
    return () => result;
  } catch (error) {
    if (!(error instanceof AtlasError)) throw error;
    return () => {
      throw error;
    };
  }
}

/** A file that is gone has not changed: what was open is still whole, and the next use says that it is gone. */
function isUnchanged(file: string, document: PdfDocument): boolean {
  try {
    return fileStamp(file) === document.stamp;
  } catch {
    return true;
  }
}
