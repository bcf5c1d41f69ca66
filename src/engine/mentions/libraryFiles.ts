import { join } from 'node:path';
import { AtlasError } from '../../core/errors.ts';
import { findFiles } from '../indexing/findFiles.ts';
import { readLibraryFolders } from '../indexing/libraryFolders.ts';
import type { MentionsAnswer } from '../../protocol/requests.ts';
import { MENTIONING, rankOf } from './fileKinds.ts';

const MOST_FILES = 5000;

export interface LibraryFile {
  /** Path from the library's root. */
  readonly document: string;
  /** Absolute. */
  readonly file: string;
  /** Changes with the file. */
  readonly stamp: string;
}

export interface LibraryFiles {
  /** Notes first, then code, then data. */
  readonly files: readonly LibraryFile[];
  readonly skipped: MentionsAnswer['skipped'];
}

/** The files of a library that may mention something. @param library folder of its index */
export async function libraryFiles(library: string, signal: AbortSignal): Promise<LibraryFiles> {
  const folders = await readLibraryFolders(library);
  const files: LibraryFile[] = [];
  const skipped: { document: string; reason: string }[] = [];
  for (const { folder, prefix } of folders) {
    const apart = folders.map((each) => each.folder).filter((each) => each !== folder);
    try {
      const found = await findFiles(folder, folder, apart, MENTIONING, signal);
      for (const { path, size, mtimeMs } of found.files)
        files.push({ document: prefix + path, file: join(folder, path), stamp: `${mtimeMs} ${size}` });
      for (const { path, error } of found.failed) skipped.push({ document: prefix + path, reason: error });
    } catch (thrown) {
      const error = AtlasError.from(thrown, folder);
      if (error.code === 'ATLAS-CANCELLED') throw error;
      skipped.push({ document: folder, reason: error.message });
    }
  }
  // A stable sort: the paths of a folder stay in order.
  files.sort((a, b) => rankOf(a.document) - rankOf(b.document));
  const more = files.length - MOST_FILES;
  if (more > 0) {
    const reason = `At most ${MOST_FILES} files are looked through, notes before code and data: ${more} were left out.`;
    skipped.unshift({ document: '', reason });
  }
  return { files: files.slice(0, MOST_FILES), skipped };
}
