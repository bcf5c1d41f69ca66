import type { PdfMatch, PdfMatches } from '../../core/pdf.ts';
import type { PdfFindRequest } from '../../protocol/requests.ts';
import type { PdfThread } from './pdfThread.ts';

const MOST_MATCHES = 500;

/** Milliseconds that a search goes on; what was found until then is given. */
const LONGEST_SEARCH = 90_000;

/** Looks through a PDF piece by piece, so that pages are drawn and cancellation is heard meanwhile. */
export async function findInPdf(
  thread: PdfThread,
  { file, query, limit = MOST_MATCHES }: PdfFindRequest,
  signal: AbortSignal,
): Promise<PdfMatches> {
  if (query.trim() === '') return { matches: [], complete: true };
  const end = performance.now() + LONGEST_SEARCH;
  const matches: PdfMatch[] = [];
  let unread = 0;
  let from: number | null = 1;
  while (from !== null && matches.length < limit && performance.now() < end) {
    const job = { file, query, from, limit: limit - matches.length };
    const part: Awaited<ReturnType<typeof thread.run<'find'>>> = await thread.run('find', job, signal);
    matches.push(...part.matches);
    unread += part.unread;
    from = part.next;
  }
  return { matches, complete: from === null && unread === 0 && matches.length < limit };
}
