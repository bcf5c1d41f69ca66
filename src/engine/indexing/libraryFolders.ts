import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, sep } from 'node:path';
import { AtlasError } from '../../core/errors.ts';

/**
 * A folder of a library. `prefix` stands before the paths of its files: nothing for the first one, whose root is the
 * library's root; `../NAME/` for the others, which no file of the first one can begin with.
 */
export interface LibraryFolder {
  readonly folder: string;
  readonly prefix: string;
}

const FILE = 'folders.json';

const isFolder = (value: unknown): value is LibraryFolder =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as LibraryFolder).folder === 'string' &&
  typeof (value as LibraryFolder).prefix === 'string';

/** Is `path` the folder or something below it? */
export function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`));
}

/** Folders of a library, in the order they were added. Empty when there are none, or their list is not readable. */
export async function readLibraryFolders(library: string): Promise<readonly LibraryFolder[]> {
  const source = await readFile(join(library, FILE), 'utf8').catch(() => '[]');
  try {
    const folders: unknown = JSON.parse(source);
    return Array.isArray(folders) ? folders.filter(isFolder) : [];
  } catch {
    return [];
  }
}

/** What to walk, and what its files are called. `known`: all folders of the library, the one to walk included. */
export interface FolderToIndex {
  readonly root: LibraryFolder;
  readonly start: string;
  readonly known: readonly LibraryFolder[];
}

/**
 * Finds the folder among those of the library, or adds it. A folder inside a known one is a part of that.
 * @param folder real absolute path
 */
export async function addLibraryFolder(library: string, folder: string): Promise<FolderToIndex> {
  const folders = await readLibraryFolders(library);
  const around = folders.filter((known) => isBelow(known.folder, folder));
  const closest = around.sort((a, b) => b.folder.length - a.folder.length)[0];
  if (closest) return { root: closest, start: folder, known: folders };
  const taken = new Set(folders.map(({ prefix }) => prefix));
  const name = basename(folder) || 'root';
  let prefix = folders.length === 0 ? '' : `../${name}/`;
  for (let count = 2; taken.has(prefix); count += 1) prefix = `../${name}-${count}/`;
  const root = { folder, prefix };
  const known = [...folders, root];
  await writeFolders(library, known);
  return { root, start: folder, known };
}

async function writeFolders(library: string, folders: readonly LibraryFolder[]): Promise<void> {
  const file = join(library, FILE);
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    await mkdir(library, { recursive: true });
    await writeFile(temporary, `${JSON.stringify(folders, null, 2)}\n`);
    await rename(temporary, file);
  } catch (error) {
    const cause = (error as Error).message;
    throw new AtlasError(
      'ATLAS-FILE',
      `The list of the library's folders cannot be written: ${cause}`,
      file,
      error,
    );
  }
}

/** Absolute path of a document of the library; null when its folder is not known any more. */
export function libraryFile(path: string, folders: readonly LibraryFolder[]): string | null {
  const owner = folders
    .filter(({ prefix }) => path.startsWith(prefix))
    .sort((a, b) => b.prefix.length - a.prefix.length)[0];
  if (!owner) return null;
  const file = join(owner.folder, path.slice(owner.prefix.length));
  return isBelow(owner.folder, file) ? file : null;
}
