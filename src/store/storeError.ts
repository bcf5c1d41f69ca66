import { AtlasError } from '../core/errors.ts';

/** The primary result code of SQLite in a thrown value, or null. */
export function sqliteCode(thrown: unknown): number | null {
  const code = thrown instanceof Error && 'errcode' in thrown ? thrown.errcode : null;
  return typeof code === 'number' ? code & 0xff : null;
}

const [ERROR, BUSY, LOCKED, READ_ONLY, IO_ERROR, CORRUPT, FULL, CANNOT_OPEN, NOT_A_DATABASE] = [
  1, 5, 6, 8, 10, 11, 13, 14, 26,
];
const IO_ERROR_SHORT_READ = 522;
/** Damage to the schema, or to a full-text table's own tables, comes as a general error. */
const DAMAGED_SCHEMA = /no such (?:table|column)|malformed|constructor failed/;

function isDamage(code: number, error: Error): boolean {
  if (code === CORRUPT || code === NOT_A_DATABASE) return true;
  if (code === IO_ERROR) return 'errcode' in error && error.errcode === IO_ERROR_SHORT_READ;
  return code === ERROR && DAMAGED_SCHEMA.test(error.message);
}

/** JSON that does not parse, or a number where none of its size can be. */
const isUnreadableRow = (thrown: unknown): boolean =>
  thrown instanceof SyntaxError ||
  (thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_OUT_OF_RANGE');

export const readOnlyError = (file: string, cause?: unknown): AtlasError =>
  new AtlasError(
    'ATLAS-STORE-READ-ONLY',
    `${file} or its folder cannot be written to. Allow writing there, or choose another folder for the library.`,
    file,
    cause,
  );

export const lockedError = (file: string, cause?: unknown): AtlasError =>
  new AtlasError(
    'ATLAS-STORE-LOCKED',
    `Another process is writing to ${file}. Try again when it has finished or been closed.`,
    file,
    cause,
  );

export const damagedError = (file: string, detail: string, cause?: unknown): AtlasError =>
  new AtlasError(
    'ATLAS-STORE-DAMAGED',
    `${file} is damaged (${detail}). Delete it and index again.`,
    file,
    cause,
  );

/** What SQLite or the file system threw, as what a person is told. */
export function storeError(thrown: unknown, file: string): AtlasError {
  if (thrown instanceof AtlasError) return thrown;
  if (isUnreadableRow(thrown)) return damagedError(file, 'a row cannot be read', thrown);
  const code = sqliteCode(thrown);
  if (code === null || !(thrown instanceof Error)) return AtlasError.from(thrown, file);
  if (isDamage(code, thrown)) return damagedError(file, thrown.message, thrown);
  switch (code) {
    case BUSY:
    case LOCKED:
      return lockedError(file, thrown);
    case READ_ONLY:
      return readOnlyError(file, thrown);
    case FULL:
      return new AtlasError(
        'ATLAS-DISK-FULL',
        `There is no room left to write ${file}. Nothing was changed; free some space and try again.`,
        file,
        thrown,
      );
    case IO_ERROR:
    case CANNOT_OPEN:
      return new AtlasError(
        'ATLAS-FILE',
        `${file} could not be read or written: ${thrown.message}.`,
        file,
        thrown,
      );
    default:
      return AtlasError.from(thrown, file);
  }
}
