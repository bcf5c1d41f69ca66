import type { Box } from './document.ts';

export interface PdfDocumentInfo {
  /** From the document's own metadata; null where they name none. */
  readonly title: string | null;
  /** Width and height of each page in points, as displayed: CropBox, rotation applied. */
  readonly pages: readonly (readonly [width: number, height: number])[];
}

/** Words that stand together on one line of a page. */
export interface PdfTextRun {
  readonly text: string;
  readonly box: Box;
}

/** A page as drawn, and the text on it in the order in which the document has it. */
export interface PdfPageImage {
  /** From 1. */
  readonly page: number;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly png: Uint8Array;
  readonly text: readonly PdfTextRun[];
}

/** One place where the words stand; a box for each line that they run over. */
export interface PdfMatch {
  /** From 1. */
  readonly page: number;
  readonly boxes: readonly Box[];
}

export interface PdfMatches {
  readonly matches: readonly PdfMatch[];
  /** False: there may be more, as a limit of number or time was reached. */
  readonly complete: boolean;
}
