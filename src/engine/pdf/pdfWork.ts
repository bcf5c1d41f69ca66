import { encodePng } from '../../content/pdf/encodePng.ts';
import type { PdfDocument } from '../../content/pdf/pdfDocument.ts';
import type { Pdfium } from '../../content/pdf/pdfium.ts';
import { AtlasError } from '../../core/errors.ts';
import type { PdfMatch, PdfPageImage } from '../../core/pdf.ts';
import { OpenDocuments } from './openDocuments.ts';
import type { FoundPart, PdfJob, PdfJobKind, PdfJobs } from './pdfMessages.ts';

/** Milliseconds after which a search lets a page be drawn that somebody waits for. */
const SEARCH_SLICE = 150;

/** What is done of one page. */
function pageImage(document: PdfDocument, number: number, width: number): PdfPageImage {
  const { text, ...pixels } = document.withPage(number, (page) => ({
    ...page.draw(width),
    text: page.text(),
  }));
  const png = encodePng(pixels.width, pixels.height, pixels.rgba);
  return { page: number, width: pixels.width, height: pixels.height, png, text };
}

function find(document: PdfDocument, query: string, from: number, limit: number): FoundPart {
  const end = performance.now() + SEARCH_SLICE;
  const matches: PdfMatch[] = [];
  let unread = 0;
  let page = from;
  do {
    try {
      const found = document.withPage(page, (each) => each.find(query, limit - matches.length));
      matches.push(...found.map((boxes) => ({ page, boxes })));
    } catch (error) {
      if (!(error instanceof AtlasError)) throw error;
      unread += 1;
    }
    page += 1;
  } while (page <= document.pageCount && matches.length < limit && performance.now() < end);
  return { matches, unread, next: page <= document.pageCount ? page : null };
}

/** What the thread does, one job after the other. Throws `AtlasError`, or pdfium has fallen over. */
export class PdfWork {
  readonly #documents: OpenDocuments;

  constructor(pdfium: Pdfium) {
    this.#documents = new OpenDocuments(pdfium);
  }

  do(job: PdfJob): PdfJobs[PdfJobKind]['out'] {
    return this.#documents.use(job.file, (document): PdfJobs[PdfJobKind]['out'] => {
      switch (job.kind) {
        case 'open':
          return document.info();
        case 'page':
          return pageImage(document, job.page, job.width);
        case 'find':
          return find(document, job.query, job.from, job.limit);
      }
    });
  }
}
