import { existsSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { AtlasError } from '../core/errors.ts';
import { createSchema, SCHEMA_VERSION, schemaOf } from './schema.ts';
import { damagedError, sqliteCode, storeError } from './storeError.ts';

/** Tables whose pages are walked after an unclean end. Full text is left out: it takes longest and shows at once. */
const CHECKED_TABLES = ['documents', 'passages', 'vectors', 'vector_data'];
const BUSY_TIMEOUT_MS = 2000;
const CANNOT_OPEN = 14;
const READ_ONLY = 8;

const COMMON =
  'PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY;';

const foreignError = (file: string): AtlasError =>
  new AtlasError(
    'ATLAS-FILE',
    `${file} is a database of another program. Choose another folder for the library.`,
    file,
  );

const versionError = (file: string, version: number | null): AtlasError =>
  new AtlasError(
    'ATLAS-STORE-VERSION',
    `${file} has index format ${version ?? 'unknown'}, this version reads format ${SCHEMA_VERSION}. Index again with this version.`,
    file,
  );

function walkTables(database: DatabaseSync, file: string): void {
  for (const table of CHECKED_TABLES) {
    const [row] = database.prepare(`PRAGMA quick_check('${table}')`).all();
    const verdict = row ? Object.values(row)[0] : 'ok';
    if (verdict !== 'ok') throw damagedError(file, String(verdict));
  }
}

/** With our tables in it. The caller holds the writer's lock. Throws AtlasError for anything that is off. */
export function openForWriting(file: string, version: string): DatabaseSync {
  // A log that is still there tells of a process that did not come to its end.
  const unclean = existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0;
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    database.exec(COMMON);
    const schema = schemaOf(database);
    if (schema.state === 'foreign') throw foreignError(file);
    database.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 67108864',
    );
    if (schema.state === 'empty') createSchema(database, version);
    else if (schema.version !== SCHEMA_VERSION) throw versionError(file, schema.version);
    if (unclean) walkTables(database, file);
    // SQLite opens a file that it may not write to for reading, and would say so only at the first write.
    database.exec('BEGIN IMMEDIATE; ROLLBACK');
    return database;
  } catch (thrown) {
    database.close();
    throw storeError(thrown, file);
  }
}

function openReadable(file: string, immutable: boolean): DatabaseSync {
  const location = pathToFileURL(file);
  if (immutable) location.searchParams.set('immutable', '1');
  const database = new DatabaseSync(location, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  try {
    database.exec(COMMON);
    const schema = schemaOf(database);
    if (schema.state === 'foreign') throw foreignError(file);
    if (schema.version !== SCHEMA_VERSION) throw versionError(file, schema.version);
    return database;
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}

/** Opened for reading alone; immutable where the folder allows nothing else. Rejects what it cannot read. */
export function openForReading(file: string, immutable: boolean): DatabaseSync {
  if (!existsSync(file)) {
    throw new AtlasError('ATLAS-FILE', `${file} is not there. Index the library first.`, file);
  }
  try {
    return openReadable(file, immutable);
  } catch (thrown) {
    const code = sqliteCode(thrown);
    if (immutable || (code !== CANNOT_OPEN && code !== READ_ONLY)) throw storeError(thrown, file);
  }
  try {
    return openReadable(file, true);
  } catch (thrown) {
    throw storeError(thrown, file);
  }
}
