import { basename, extname } from 'node:path';
import { noteDocument } from '../../content/noteDocument.ts';
import type { Box } from '../../core/document.ts';
import { AtlasError } from '../../core/errors.ts';
import { readText } from '../indexing/readText.ts';

const LABEL = /^(?:figure|fig\.|table|tab\.|图|表)\s*\d+/i;
const TABLE = /^(?:tab|表)/i;

export interface ShownFigure {
  /** As the caption says ("Figure 3", "Table 1"); empty where it does not. */
  readonly label: string;
  readonly kind: 'figure' | 'table';
  readonly page: number | null;
  readonly box: Box | null;
  readonly caption: string;
}

export interface FiguresOfFile {
  readonly document: string;
  /** Null where the document has no pages. */
  readonly pages: number | null;
  readonly figures: readonly ShownFigure[];
}

/**
 * The figures of a file that need not be indexed.
 * @param name what the reader calls the file
 * @throws AtlasError `ATLAS-FORMAT` for anything but Markdown, `ATLAS-FILE`
 */
export async function figuresOfFile(file: string, name: string): Promise<FiguresOfFile> {
  const kind = extname(file).toLowerCase();
  if (kind !== '.md' && kind !== '.markdown') {
    const message =
      kind === '.pdf'
        ? `${name} is a PDF. Figures of PDFs come with the library of a later version; Markdown is read now.`
        : `${name} is neither a Markdown file nor anything else that figures are read from.`;
    throw new AtlasError('ATLAS-FORMAT', message, name);
  }
  const { figures } = noteDocument(await readText(file), basename(file));
  return {
    document: name,
    pages: null,
    figures: figures.map(({ page, box, caption }) => {
      const label = LABEL.exec(caption.en)?.[0] ?? '';
      return { label, kind: TABLE.test(label) ? 'table' : 'figure', page, box, caption: caption.en };
    }),
  };
}
