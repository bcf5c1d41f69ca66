import { stat } from 'node:fs/promises';
import { noteHash } from '../../content/noteDocument.ts';
import { readText } from './readText.ts';

/** Content hashes of notes as they are on disk. A file is read again only when its size or its time has changed. */
export class NoteHashes {
  readonly #known = new Map<string, { readonly stamp: string; readonly hash: string }>();

  /**
   * @param file absolute path; @param path of its document in the library
   * @returns `''` for a file that cannot be read as text; null for one that is not there
   */
  async of(file: string, path: string): Promise<string | null> {
    const stats = await stat(file).catch(() => null);
    if (!stats?.isFile()) {
      this.#known.delete(file);
      return null;
    }
    const stamp = `${stats.mtimeMs} ${stats.size} ${path}`;
    const known = this.#known.get(file);
    if (known?.stamp === stamp) return known.hash;
    const hash = await readText(file).then(
      (source) => noteHash(source, path),
      () => '',
    );
    this.#known.set(file, { stamp, hash });
    return hash;
  }
}
