import type { ErrorJson } from '../../core/errors.ts';
import type { PdfDocumentInfo, PdfMatch, PdfPageImage } from '../../core/pdf.ts';

/** What the thread that draws PDFs is started with (`workerData`). */
export interface PdfWorkerSetup {
  /** Path of `pdfium.wasm`. */
  readonly pdfium: string;
}

/** Matches of the pages from one page on, as far as they could be looked through in a moment. */
export interface FoundPart {
  readonly matches: readonly PdfMatch[];
  /** The page to go on from; null: that was the last. */
  readonly next: number | null;
  /** Pages that could not be read. */
  readonly unread: number;
}

/** What the thread can do, with what it gives. `file`: absolute path; pages count from 1. */
export interface PdfJobs {
  readonly open: { readonly in: { readonly file: string }; readonly out: PdfDocumentInfo };
  readonly page: {
    readonly in: { readonly file: string; readonly page: number; readonly width: number };
    readonly out: PdfPageImage;
  };
  readonly find: {
    readonly in: {
      readonly file: string;
      readonly query: string;
      readonly from: number;
      readonly limit: number;
    };
    readonly out: FoundPart;
  };
}

export type PdfJobKind = keyof PdfJobs;

export type PdfJob = { readonly [K in PdfJobKind]: { readonly kind: K } & PdfJobs[K]['in'] }[PdfJobKind];

export type ToPdfWorker = PdfJob & { readonly id: number };

/** Each job gets exactly one. A thread that ends instead has fallen over. */
export type FromPdfWorker = {
  readonly id: number;
  /** Bytes that pdfium holds; they never become fewer. */
  readonly memory: number;
} & ({ readonly result: PdfJobs[PdfJobKind]['out'] } | { readonly error: ErrorJson });
