import { basename } from 'node:path';
import { AtlasError } from '../../core/errors.ts';
import type { DocumentRecord, Store } from '../../core/store.ts';
import type { LibraryDocument, LibraryFolderDocuments } from '../../protocol/requests.ts';
import { libraryFile, readLibraryFolders, type LibraryFolder } from '../indexing/libraryFolders.ts';
import type { NoteHashes } from '../indexing/noteHashes.ts';
import type { Handler } from './handler.ts';

/** Files looked at together: as many as may well be open at once. */
const AT_A_TIME = 32;

async function lookAt(
  record: DocumentRecord,
  file: string,
  passages: number,
  hashes: NoteHashes,
): Promise<LibraryDocument> {
  const hash = await hashes.of(file, record.path);
  const now = hash === null ? 'gone' : hash === record.contentHash ? 'indexed' : 'changed';
  const state = now === 'indexed' && passages === 0 ? 'empty' : now;
  return { id: record.id, path: record.path, file, title: record.titles.en, passages, state };
}

async function documentsOf(
  store: Store,
  folders: readonly LibraryFolder[],
  hashes: NoteHashes,
  signal: AbortSignal,
): Promise<LibraryDocument[]> {
  const counts = await store.passageCounts();
  const records = await store.documents();
  const documents: LibraryDocument[] = [];
  for (let start = 0; start < records.length; start += AT_A_TIME) {
    if (signal.aborted) throw new AtlasError('ATLAS-CANCELLED', 'The request was cancelled.');
    const some = records.slice(start, start + AT_A_TIME).map(async (record) => {
      const file = libraryFile(record.path, folders);
      return file === null ? [] : [await lookAt(record, file, counts.get(record.id) ?? 0, hashes)];
    });
    documents.push(...(await Promise.all(some)).flat());
  }
  return documents;
}

/** What the library holds, compared with the files as they are now. No model is loaded for it. */
export const library: Handler<'library'> = async (_request, { services, signal }) => {
  const folder = services.configuration.library;
  if (folder === null) return { folders: [] };
  const known = await readLibraryFolders(folder);
  const documents = await services.withLibrary(async (store) => {
    if (store) return documentsOf(store, known, services.noteHashes, signal);
    const problem = services.problem('library');
    if (problem) throw problem;
    return [];
  });
  // The longest prefix owns a path: an empty one would claim all.
  const owners = known.toSorted((a, b) => b.prefix.length - a.prefix.length);
  const ownerOf = (path: string): LibraryFolder | undefined =>
    owners.find(({ prefix }) => path.startsWith(prefix));
  const folders: LibraryFolderDocuments[] = known.map((owner) => ({
    folder: owner.folder,
    name: basename(owner.folder) || owner.folder,
    prefix: owner.prefix,
    documents: documents.filter(({ path }) => ownerOf(path) === owner),
  }));
  return { folders };
};
