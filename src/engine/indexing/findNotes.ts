import { findFiles, megabytes, type FileChoice, type FoundFiles } from './findFiles.ts';

const MAX_NOTE_BYTES = 20 * 1024 * 1024;

const NOTES: FileChoice = {
  name: /\.(?:md|markdown)$/i,
  refuses: (_name, bytes) =>
    bytes <= MAX_NOTE_BYTES
      ? null
      : `The file has ${megabytes(bytes)} MB; notes of at most 20 MB are indexed.`,
};

export interface FoundNotes {
  /** Paths from the root, `/`-separated, sorted. */
  readonly notes: readonly string[];
  /** Paths that could not be looked at or are not taken, with why. What was indexed below them stays. */
  readonly failed: FoundFiles['failed'];
}

/**
 * The Markdown files below `start`; see `findFiles` for what is looked into.
 * @param root real absolute path; @param apart real absolute paths
 * @throws AtlasError `ATLAS-FILE` when `start` itself cannot be read
 */
export async function findNotes(
  root: string,
  start: string,
  apart: readonly string[],
  signal: AbortSignal,
): Promise<FoundNotes> {
  const { files, failed } = await findFiles(root, start, apart, NOTES, signal);
  return { notes: files.map(({ path }) => path), failed };
}
