import { closeSync, fstatSync, openSync, readSync, statSync, type Stats } from 'node:fs';
import { basename } from 'node:path';
import { AtlasError } from '../../core/errors.ts';
import type { Pdfium } from './pdfium.ts';

/** `FPDF_FILEACCESS`: length of the file, a function that reads a block, its first argument; 32 bits each. */
const ACCESS_SIZE = 12;
const READ_BLOCK = 'iiiii';

/** pdfium looks for the header this far. */
const HEADER_BYTES = 1_024;

/** What tells one state of a file from another. */
export type FileStamp = string;

const stampOf = ({ size, mtimeMs }: Stats): FileStamp => `${size} ${mtimeMs}`;

function unreadable(file: string, thrown: unknown): AtlasError {
  const name = basename(file);
  const { code, message } = thrown as NodeJS.ErrnoException;
  const isGone = code === 'ENOENT' || code === 'ENOTDIR';
  return new AtlasError(
    'ATLAS-FILE',
    isGone
      ? `${name} is not there: it was moved, renamed or deleted. Open it where it is now.`
      : `${name} cannot be read: ${message}. Check that you may read it.`,
    file,
    thrown,
  );
}

function readable(file: string): Stats {
  let stats: Stats;
  try {
    stats = statSync(file);
  } catch (error) {
    throw unreadable(file, error);
  }
  // Asked before it is opened: opening a pipe waits for a writer.
  if (!stats.isFile()) {
    const what = stats.isDirectory() ? 'a folder' : 'no ordinary file';
    throw new AtlasError('ATLAS-FILE', `${basename(file)} is ${what}. Open a PDF file.`, file);
  }
  return stats;
}

/** The state of a file now. @throws AtlasError `ATLAS-FILE` when it is gone or no file */
export const fileStamp = (file: string): FileStamp => stampOf(readable(file));

/** A PDF that pdfium reads block by block, so that it is never whole in memory. */
export class PdfFile {
  readonly path: string;
  readonly name: string;
  readonly stamp: FileStamp;
  /** Pointer to what pdfium reads it by. */
  readonly access: number;
  readonly #pdfium: Pdfium;
  readonly #descriptor: number;
  readonly #readBlock: number;

  /** @throws AtlasError `ATLAS-FILE`; `ATLAS-FORMAT` when it cannot be a PDF */
  constructor(pdfium: Pdfium, path: string) {
    this.path = path;
    this.name = basename(path);
    readable(path);
    try {
      this.#descriptor = openSync(path, 'r');
    } catch (error) {
      throw unreadable(path, error);
    }
    try {
      const stats = fstatSync(this.#descriptor);
      this.stamp = stampOf(stats);
      this.#refuseOthers(stats);
      this.#pdfium = pdfium;
      this.access = pdfium.allocate(ACCESS_SIZE);
      this.#readBlock = pdfium.addCallback(
        (_, position, target, size) => this.#read(position >>> 0, target, size >>> 0),
        READ_BLOCK,
      );
      const fields = new DataView(pdfium.memory(this.access, ACCESS_SIZE).buffer, this.access);
      fields.setUint32(0, stats.size, true);
      fields.setUint32(4, this.#readBlock, true);
      fields.setUint32(8, 0, true);
    } catch (error) {
      closeSync(this.#descriptor);
      throw error;
    }
  }

  close(): void {
    closeSync(this.#descriptor);
    this.#pdfium.removeCallback(this.#readBlock);
    this.#pdfium.free(this.access);
  }

  #refuseOthers({ size }: Stats): void {
    const refuse = (why: string): never => {
      throw new AtlasError('ATLAS-FORMAT', `${this.name} ${why}`, this.path);
    };
    if (size === 0) refuse('is empty. Copy or download it again.');
    if (size > 2 ** 32 - 1) refuse('is larger than 4 GB. Open it in a program for large PDFs.');
    const header = Buffer.alloc(Math.min(size, HEADER_BYTES));
    let length: number;
    try {
      length = readSync(this.#descriptor, header, 0, header.length, 0);
    } catch (error) {
      throw unreadable(this.path, error);
    }
    if (!header.subarray(0, length).includes('%PDF-'))
      refuse('is not a PDF: it does not begin as one. Open it in the program that made it.');
  }

  /** 1: all of it was read. What is not there, pdfium treats as damage. */
  #read(position: number, target: number, size: number): number {
    try {
      return readSync(this.#descriptor, this.#pdfium.memory(target, size), 0, size, position) === size
        ? 1
        : 0;
    } catch {
      return 0;
    }
  }
}
