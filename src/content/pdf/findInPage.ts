import type { Box } from '../../core/document.ts';
import type { Displayed } from './displayed.ts';
import type { Pdfium } from './pdfium.ts';

/** Lines that one match may run over. */
const MOST_BOXES = 50;

/**
 * Where words stand on a page, in any case; for each place a box for each of its lines.
 * @param page pointer to a text page
 */
export function findInPage(
  pdfium: Pdfium,
  page: number,
  displayed: Displayed,
  query: string,
  limit: number,
): readonly (readonly Box[])[] {
  const { calls } = pdfium;
  const found: (readonly Box[])[] = [];
  pdfium.withText(query, (words) => {
    const search = calls.FPDFText_FindStart(page, words, 0, 0);
    if (search === 0) return;
    try {
      while (found.length < limit && calls.FPDFText_FindNext(search)) {
        const first = calls.FPDFText_GetSchResultIndex(search);
        const boxes = boxesOf(pdfium, page, displayed, first, calls.FPDFText_GetSchCount(search));
        if (boxes.length > 0) found.push(boxes);
      }
    } finally {
      calls.FPDFText_FindClose(search);
    }
  });
  return found;
}

function boxesOf(
  pdfium: Pdfium,
  page: number,
  displayed: Displayed,
  first: number,
  count: number,
): readonly Box[] {
  const boxes: Box[] = [];
  const lines = Math.min(pdfium.calls.FPDFText_CountRects(page, first, count), MOST_BOXES);
  pdfium.withMemory(32, (at) => {
    for (let line = 0; line < lines; line += 1) {
      if (!pdfium.calls.FPDFText_GetRect(page, line, at, at + 8, at + 16, at + 24)) continue;
      const [left, top, right, bottom] = pdfium.doubles(at, 4);
      boxes.push(displayed.box(displayed.area({ left: left!, top: top!, right: right!, bottom: bottom! })));
    }
  });
  return boxes;
}
