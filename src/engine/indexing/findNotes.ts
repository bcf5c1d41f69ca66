import { opendir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { AtlasError } from '../../core/errors.ts';
import { isBelow } from './libraryFolders.ts';

const NOTE = /\.(?:md|markdown)$/i;
const SKIPPED = new Set(['node_modules']);
export const MAX_NOTE_BYTES = 20 * 1024 * 1024;

export interface FoundNotes {
  /** Paths from the root, `/`-separated, sorted. */
  readonly notes: readonly string[];
  /** Paths that could not be looked at or are not taken, with why. What was indexed below them stays. */
  readonly failed: readonly { readonly path: string; readonly error: string }[];
}

/**
 * The Markdown files below `start`. Not looked into: `node_modules`, names that begin with a dot, linked folders, and
 * folders that are indexed on their own. A linked file counts when what it leads to lies below the root.
 * @param root real absolute path; @param apart real absolute paths
 * @throws AtlasError `ATLAS-FILE` when `start` itself cannot be read
 */
export async function findNotes(
  root: string,
  start: string,
  apart: readonly string[],
  signal: AbortSignal,
): Promise<FoundNotes> {
  const notes: string[] = [];
  const failed: { path: string; error: string }[] = [];
  const pathOf = (file: string): string => relative(root, file).split(sep).join('/');
  const fail = (file: string, error: string): void => void failed.push({ path: pathOf(file), error });

  async function visitFile(file: string, linked: boolean): Promise<void> {
    try {
      if (linked && !isBelow(root, await realpath(file)))
        return fail(file, 'The link leads out of the folder.');
      const stats = await stat(file);
      if (!stats.isFile()) return;
      const { size } = stats;
      if (size <= MAX_NOTE_BYTES) notes.push(pathOf(file));
      else
        fail(file, `The file has ${(size / 1024 / 1024).toFixed(1)} MB; notes of at most 20 MB are indexed.`);
    } catch (error) {
      fail(file, `The file cannot be read: ${(error as Error).message}`);
    }
  }

  async function visitFolder(folder: string): Promise<void> {
    try {
      for await (const entry of await opendir(folder)) {
        if (signal.aborted) throw new AtlasError('ATLAS-CANCELLED', 'Indexing was cancelled.');
        if (entry.name.startsWith('.') || SKIPPED.has(entry.name)) continue;
        const path = join(folder, entry.name);
        if (entry.isDirectory()) {
          if (!apart.includes(path)) await visitFolder(path);
        } else if (NOTE.test(entry.name) && (entry.isFile() || entry.isSymbolicLink())) {
          await visitFile(path, entry.isSymbolicLink());
        }
      }
    } catch (error) {
      if (error instanceof AtlasError) throw error;
      const message = `The folder cannot be read: ${(error as Error).message}`;
      if (folder === start) throw new AtlasError('ATLAS-FILE', message, folder, error);
      fail(folder, message);
    }
  }

  await visitFolder(start);
  return { notes: notes.sort(), failed };
}
