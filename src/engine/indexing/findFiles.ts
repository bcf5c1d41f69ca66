import { opendir, realpath, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { AtlasError } from '../../core/errors.ts';
import { isBelow } from './libraryFolders.ts';

const SKIPPED = new Set(['node_modules']);

export interface FoundFile {
  /** From the root, `/`-separated. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly mtimeMs: number;
}

export interface FoundFiles {
  /** Sorted by path. */
  readonly files: readonly FoundFile[];
  /** Paths that could not be looked at or are not taken, with why. */
  readonly failed: readonly { readonly path: string; readonly error: string }[];
}

/** Which files of a folder are looked for. */
export interface FileChoice {
  readonly name: RegExp;
  /** Why a file of this name and so many bytes is not taken; null: it is. */
  readonly refuses: (name: string, bytes: number) => string | null;
}

export const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);

/**
 * Files below `start`. Not looked into: `node_modules`, names that begin with a dot, linked folders, and folders that
 * are walked on their own. A linked file counts when what it leads to lies below the root.
 * @param root real absolute path; @param apart real absolute paths
 * @throws AtlasError `ATLAS-FILE` when `start` itself cannot be read, `ATLAS-CANCELLED`
 */
export async function findFiles(
  root: string,
  start: string,
  apart: readonly string[],
  { name, refuses }: FileChoice,
  signal: AbortSignal,
): Promise<FoundFiles> {
  const files: FoundFile[] = [];
  const failed: { path: string; error: string }[] = [];
  const pathOf = (file: string): string => relative(root, file).split(sep).join('/');
  const fail = (file: string, error: string): void => void failed.push({ path: pathOf(file), error });

  async function visitFile(file: string, linked: boolean): Promise<void> {
    try {
      if (linked && !isBelow(root, await realpath(file)))
        return fail(file, 'The link leads out of the folder.');
      const stats = await stat(file);
      if (!stats.isFile()) return;
      const { size, mtimeMs } = stats;
      const reason = refuses(basename(file), size);
      if (reason === null) files.push({ path: pathOf(file), size, mtimeMs });
      else fail(file, reason);
    } catch (error) {
      fail(file, `The file cannot be read: ${(error as Error).message}`);
    }
  }

  async function visitFolder(folder: string): Promise<void> {
    try {
      for await (const entry of await opendir(folder)) {
        if (signal.aborted) throw new AtlasError('ATLAS-CANCELLED', 'Looking for files was cancelled.');
        if (entry.name.startsWith('.') || SKIPPED.has(entry.name)) continue;
        const path = join(folder, entry.name);
        if (entry.isDirectory()) {
          if (!apart.includes(path)) await visitFolder(path);
        } else if (name.test(entry.name) && (entry.isFile() || entry.isSymbolicLink())) {
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
  const byPath = (a: FoundFile, b: FoundFile): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
  return { files: files.sort(byPath), failed };
}
