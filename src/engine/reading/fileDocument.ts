import { basename, extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AtlasError } from '../../core/errors.ts';
import { noteText } from './noteText.ts';
import type { ReadableDocument } from './readableDocument.ts';

const READ = new Set(['.md', '.markdown', '.txt']);
const HEADING = /^#\s+(.+?)\s*#*\s*$/m;

/**
 * A note of any folder, indexed or not.
 * @param file absolute path
 * @throws AtlasError `ATLAS-FORMAT` for what is no note, `ATLAS-FILE` when it is gone or unreadable
 */
export async function fileDocument(file: string): Promise<ReadableDocument> {
  const name = basename(file);
  if (!READ.has(extname(file).toLowerCase())) {
    const message = `${name} is none of the formats that are shown here: Markdown, plain text and PDF.`;
    throw new AtlasError('ATLAS-FORMAT', message, file);
  }
  const { language, text } = await noteText(file, name);
  const title = HEADING.exec(text.markdown)?.[1] ?? name;
  return {
    id: pathToFileURL(file).href,
    kind: 'note',
    document: name,
    file,
    titles: { en: title, zh: title },
    language,
    category: null,
    year: null,
    papers: [],
    relations: [],
    texts: { [language]: text },
  };
}
