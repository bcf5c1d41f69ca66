import { AtlasError } from '../../core/errors.ts';
import type { DocumentRecord } from '../../core/store.ts';
import { libraryFile, readLibraryFolders } from '../indexing/libraryFolders.ts';
import { noteText } from './noteText.ts';
import type { ReadableDocument } from './readableDocument.ts';

/**
 * A reader's note as its file says now, without its front matter.
 * @param library folder of the library's index
 * @throws AtlasError `ATLAS-FILE` when the file is gone or unreadable
 */
export async function libraryDocument(record: DocumentRecord, library: string): Promise<ReadableDocument> {
  const file = libraryFile(record.path, await readLibraryFolders(library));
  if (file === null) {
    const message = `The folder that held ${record.path} is not part of the library any more. Index it again.`;
    throw new AtlasError('ATLAS-FILE', message, record.path);
  }
  const { language, text } = await noteText(file, record.path);
  return {
    id: record.id,
    kind: record.kind,
    document: record.path,
    file,
    titles: record.titles,
    language,
    category: record.category,
    year: record.year,
    papers: [],
    relations: [],
    texts: { [language]: text },
  };
}
