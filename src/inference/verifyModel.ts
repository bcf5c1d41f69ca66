import { createHash } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { open, realpath, stat, type FileHandle } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { AtlasError } from '../core/errors.ts';
import type { ModelEntry, ModelFile } from './manifest.ts';
import { hasExternalData, MalformedOnnx } from './onnxFile.ts';

/** A file that is what the list of models says, at the moment it was looked at. */
export interface VerifiedFile {
  readonly file: ModelFile;
  /** Links resolved: this is the path to load. */
  readonly path: string;
  readonly sha256: string;
}

/** What is known of a file as it was: by path, size, time of change and inode. */
const known = new Map<string, { readonly sha256: string; readonly external: boolean }>();

async function resolveInside(model: string, folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  try {
    const [root, file] = await Promise.all([realpath(folder), realpath(path)]);
    if (file.startsWith(root.endsWith(sep) ? root : root + sep)) return file;
  } catch (error) {
    throw unreadable(model, name, path, error);
  }
  throw new AtlasError(
    'ATLAS-MODEL-REFUSED',
    `${name} of the model ${model} is a link that leaves its folder. Put the file itself there.`,
    path,
  );
}

function unreadable(model: string, name: string, path: string, error: unknown): AtlasError {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new AtlasError(
      'ATLAS-MODEL-MISSING',
      `${name} of the model ${model} is not there. Reinstall the extension or download the model again.`,
      path,
      error,
    );
  }
  const cause = error instanceof Error ? error.message : String(error);
  return new AtlasError('ATLAS-FILE', `${name} of the model ${model} cannot be read: ${cause}`, path, error);
}

async function hashFile(handle: FileHandle): Promise<string> {
  const hash = createHash('sha256');
  const stream = handle.createReadStream({ start: 0, highWaterMark: 1024 * 1024, autoClose: false });
  for await (const chunk of stream) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

async function inspect(
  handle: FileHandle,
  file: ModelFile,
  stats: Stats,
  path: string,
): Promise<{ sha256: string; external: boolean }> {
  const key = [path, stats.size, stats.mtimeMs, stats.ino].join('\0');
  const before = known.get(key);
  if (before) return before;
  const sha256 = await hashFile(handle);
  const isGraph = file.role === 'text' || file.role === 'image';
  const facts = {
    sha256,
    external: isGraph && sha256 === file.sha256 && (await hasExternalData(handle, stats.size)),
  };
  known.set(key, facts);
  return facts;
}

/**
 * Looks at a file before anything loads it: a plain file inside `folder`, of the expected size and SHA-256, and for
 * a graph: without data outside the file. Rejects with `ATLAS-MODEL-MISSING`, `ATLAS-MODEL-DAMAGED` (with both
 * hashes), `ATLAS-MODEL-REFUSED` or `ATLAS-FILE`. A file that has not changed is not hashed again in this process.
 */
export async function verifyFile(model: string, folder: string, file: ModelFile): Promise<VerifiedFile> {
  const refuse = (what: string): AtlasError =>
    new AtlasError(
      'ATLAS-MODEL-REFUSED',
      `${file.name} of the model ${model} is not loaded: ${what}.`,
      join(folder, file.name),
    );
  if (file.sha256 === null) throw refuse('no SHA-256 is known to check it against');
  const path = await resolveInside(model, folder, file.name);
  let handle: FileHandle | undefined;
  try {
    if (!(await stat(path)).isFile()) throw refuse('it is not a plain file');
    handle = await open(path, constants.O_RDONLY);
    const stats = await handle.stat();
    const { sha256, external } = await inspect(handle, file, stats, path);
    if (sha256 !== file.sha256 || (file.size !== null && stats.size !== file.size)) {
      const expected = file.size === null ? '' : ` and ${file.size} bytes`;
      throw new AtlasError(
        'ATLAS-MODEL-DAMAGED',
        `${file.name} of the model ${model} is damaged: SHA-256 ${file.sha256}${expected} expected, ` +
          `${sha256} and ${stats.size} bytes found. Reinstall the extension or download the model again.`,
        path,
      );
    }
    if (external) throw refuse('it keeps data outside the file');
    return { file, path, sha256 };
  } catch (error) {
    if (error instanceof AtlasError) throw error;
    if (error instanceof MalformedOnnx) throw refuse(`it is no ONNX model: ${error.message}`);
    throw unreadable(model, file.name, path, error);
  } finally {
    await handle?.close();
  }
}

/** The first of the folders that has a folder for the model; rejects with `ATLAS-MODEL-MISSING`. */
export async function findModelFolder(entry: ModelEntry, modelDirs: readonly string[]): Promise<string> {
  for (const dir of modelDirs) {
    const folder = join(dir, entry.id);
    if ((await stat(folder).catch(() => null))?.isDirectory()) return folder;
  }
  const where = modelDirs.join(', ') || 'no folder was named';
  throw new AtlasError(
    'ATLAS-MODEL-MISSING',
    `The model ${entry.id} is in none of the model folders (${where}). Reinstall the extension or download the model.`,
    entry.id,
  );
}
