import type { Box } from '../../core/document.ts';
import { AtlasError } from '../../core/errors.ts';
import type { PdfTextRun } from '../../core/pdf.ts';
import { Displayed } from './displayed.ts';
import { drawPage, pixelSize, type PagePixels } from './drawPage.ts';
import { findInPage } from './findInPage.ts';
import { pageText } from './pageText.ts';
import type { Pdfium } from './pdfium.ts';
import { plausibleSize } from './plausibleSize.ts';

/** A loaded page of an open document. What its methods throw is an `AtlasError`, or pdfium has fallen over. */
export class PdfPage {
  readonly #pdfium: Pdfium;
  readonly #pointer: number;

  constructor(pdfium: Pdfium, pointer: number) {
    this.#pdfium = pdfium;
    this.#pointer = pointer;
  }

  /** @param width pixels, at least 1; fewer are drawn of a page that would become too large */
  draw(width: number): PagePixels {
    const { calls } = this.#pdfium;
    const size = plausibleSize(
      calls.FPDF_GetPageWidthF(this.#pointer),
      calls.FPDF_GetPageHeightF(this.#pointer),
    );
    return drawPage(this.#pdfium, this.#pointer, ...pixelSize(size, width));
  }

  text(): readonly PdfTextRun[] {
    return this.#withText((text, displayed) => pageText(this.#pdfium, text, displayed));
  }

  /** Where words stand, in any case; a box for each line. @param limit places at most */
  find(query: string, limit: number): readonly (readonly Box[])[] {
    return this.#withText((text, displayed) => findInPage(this.#pdfium, text, displayed, query, limit));
  }

  #withText<T>(task: (text: number, displayed: Displayed) => T): T {
    const { calls } = this.#pdfium;
    const text = calls.FPDFText_LoadPage(this.#pointer);
    if (text === 0) throw new AtlasError('ATLAS-PDF', 'The text of this page cannot be read.');
    try {
      return task(text, this.#displayed());
    } finally {
      calls.FPDFText_ClosePage(text);
    }
  }

  #displayed(): Displayed {
    const { calls } = this.#pdfium;
    const [left, top, right, bottom] = this.#pdfium.withMemory(16, (at) => {
      calls.FPDF_GetPageBoundingBox(this.#pointer, at);
      return this.#pdfium.floats(at, 4);
    });
    return new Displayed(
      { left: left!, top: top!, right: right!, bottom: bottom! },
      calls.FPDFPage_GetRotation(this.#pointer),
    );
  }
}
