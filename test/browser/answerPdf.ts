import { findInPdf } from '../../src/engine/pdf/findInPdf.ts';
import type { PdfThread } from '../../src/engine/pdf/pdfThread.ts';
import type { FromReader, ToReader } from '../../src/protocol/readerMessages.ts';

/** What the extension would answer to a reader that shows this PDF; null: the message asks for nothing of it. */
export async function answerPdf(
  thread: PdfThread,
  file: string,
  message: FromReader,
): Promise<ToReader | null> {
  if (message.type === 'pdfPage') {
    const { page, width } = message;
    return { type: 'pdfPage', ...(await thread.run('page', { file, page, width })) };
  }
  if (message.type !== 'pdfFind') return null;
  const { query } = message;
  const found = await findInPdf(thread, { file, query }, new AbortController().signal);
  return { type: 'pdfMatches', query, ...found };
}
