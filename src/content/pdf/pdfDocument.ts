import { AtlasError } from '../../core/errors.ts';
import type { PdfDocumentInfo } from '../../core/pdf.ts';
import { PdfFile, type FileStamp } from './pdfFile.ts';
import type { Pdfium } from './pdfium.ts';
import { PdfPage } from './pdfPage.ts';
import { plausibleSize } from './plausibleSize.ts';

/** More would not be laid out below each other in a browser. */
const MOST_PAGES = 10_000;

const LONGEST_TITLE = 500;

/** `FPDF_GetLastError` */
const PASSWORD = 4;
const SECURITY = 5;

/** An open PDF. What its methods throw is an `AtlasError`, or pdfium has fallen over. */
export class PdfDocument {
  readonly pageCount: number;
  readonly #pdfium: Pdfium;
  readonly #file: PdfFile;
  readonly #pointer: number;

  private constructor(pdfium: Pdfium, file: PdfFile, pointer: number) {
    this.#pdfium = pdfium;
    this.#file = file;
    this.#pointer = pointer;
    this.pageCount = pdfium.calls.FPDF_GetPageCount(pointer);
  }

  /**
   * @param path absolute
   * @throws AtlasError `ATLAS-FILE` (gone, a folder, not to be read), `ATLAS-FORMAT` (no PDF, too large), `ATLAS-PDF`
   *   (damaged, asks for a password)
   */
  static open(pdfium: Pdfium, path: string): PdfDocument {
    const file = new PdfFile(pdfium, path);
    const pointer = pdfium.openDocument(file.access);
    if (pointer === 0) {
      const error = pdfium.calls.FPDF_GetLastError();
      file.close();
      throw notOpened(file, error);
    }
    const document = new PdfDocument(pdfium, file, pointer);
    const { pageCount } = document;
    if (pageCount > 0 && pageCount <= MOST_PAGES) return document;
    document.close();
    if (pageCount <= 0) throw damaged(file, 'it has no pages');
    const message = `${file.name} has ${pageCount} pages; at most ${MOST_PAGES} are shown. Open it in another program.`;
    throw new AtlasError('ATLAS-FORMAT', message, path);
  }

  /** The state of the file that it was opened from. */
  get stamp(): FileStamp {
    return this.#file.stamp;
  }

  close(): void {
    this.#pdfium.calls.FPDF_CloseDocument(this.#pointer);
    this.#file.close();
  }

  /** Loads no page. */
  info(): PdfDocumentInfo {
    const pages = this.#pdfium.withMemory(8, (scratch) =>
      Array.from({ length: this.pageCount }, (_, index) => this.#size(index, scratch)),
    );
    return { title: this.#title(), pages };
  }

  /**
   * @param number from 1
   * @throws AtlasError `ATLAS-NOT-FOUND`, `ATLAS-PDF` for a damaged page
   */
  withPage<T>(number: number, task: (page: PdfPage) => T): T {
    const { name, path } = this.#file;
    const { calls } = this.#pdfium;
    if (number < 1 || number > this.pageCount) {
      const message = `${name} has ${this.pageCount} pages: there is no page ${number}.`;
      throw new AtlasError('ATLAS-NOT-FOUND', message, path);
    }
    const pointer = calls.FPDF_LoadPage(this.#pointer, number - 1);
    if (pointer === 0) throw damaged(this.#file, `its page ${number} cannot be read`);
    try {
      return task(new PdfPage(this.#pdfium, pointer));
    } finally {
      calls.FPDF_ClosePage(pointer);
    }
  }

  #title(): string | null {
    const { calls } = this.#pdfium;
    const size = calls.FPDF_GetMetaText(this.#pointer, 'Title', 0, 0);
    if (size <= 2 || size > 65_536) return null;
    const title = this.#pdfium.withMemory(size, (at) => {
      calls.FPDF_GetMetaText(this.#pointer, 'Title', at, size);
      return Buffer.from(this.#pdfium.memory(at, size - 2)).toString('utf16le');
    });
    // eslint-disable-next-line no-control-regex
    const line = title.replace(/[\u0000-\u001f\u007f\s]+/g, ' ').trim();
    return line.slice(0, LONGEST_TITLE).toWellFormed() || null;
  }

  #size(index: number, scratch: number): readonly [number, number] {
    const isKnown = this.#pdfium.calls.FPDF_GetPageSizeByIndexF(this.#pointer, index, scratch);
    const [stated, statedHeight] = isKnown ? this.#pdfium.floats(scratch, 2) : [0, 0];
    const { width, height } = plausibleSize(stated!, statedHeight!);
    return [width, height];
  }
}

function damaged({ name, path }: PdfFile, why: string): AtlasError {
  return new AtlasError('ATLAS-PDF', `${name} is damaged: ${why}. Copy or download it again.`, path);
}

function notOpened(file: PdfFile, error: number): AtlasError {
  const { name, path } = file;
  if (error === PASSWORD) {
    const message = `${name} is encrypted and asks for a password. Save a copy without one in the program that opens it.`;
    return new AtlasError('ATLAS-PDF', message, path);
  }
  if (error === SECURITY) {
    const message = `${name} is encrypted in a way that is not known here. Save a copy without encryption.`;
    return new AtlasError('ATLAS-PDF', message, path);
  }
  return damaged(file, 'its structure cannot be read');
}
