import type { DatabaseSync } from 'node:sqlite';

/** Another number in a library: it is built from scratch. Raise it with every change to tables or terms. */
export const SCHEMA_VERSION = 3;

/** "VLMA": tells our files from other SQLite files. */
export const APPLICATION_ID = 0x564c4d41;

const TABLES = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE documents (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE, path TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, content_hash TEXT NOT NULL,
    category TEXT, year INTEGER, paper TEXT, titles TEXT NOT NULL, names TEXT NOT NULL, concepts TEXT NOT NULL
  );
  CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL, passage_id TEXT NOT NULL, role TEXT NOT NULL, language TEXT NOT NULL,
    heading_path TEXT NOT NULL, page INTEGER, start INTEGER NOT NULL, end INTEGER NOT NULL,
    text TEXT NOT NULL, embedded_text TEXT, hash TEXT NOT NULL, concepts TEXT NOT NULL, figure TEXT
  );
  CREATE INDEX passages_document ON passages (document);
  CREATE INDEX passages_passage_id ON passages (passage_id);
  CREATE INDEX passages_figure ON passages (figure) WHERE figure IS NOT NULL;
  CREATE TABLE figures (document INTEGER NOT NULL, position INTEGER NOT NULL, figure TEXT NOT NULL,
    PRIMARY KEY (document, position)) WITHOUT ROWID;
  CREATE TABLE vectors (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    model TEXT NOT NULL, hash TEXT NOT NULL, UNIQUE (hash, model)
  );
  CREATE TABLE vector_data (number INTEGER PRIMARY KEY, vector BLOB NOT NULL);
  CREATE VIRTUAL TABLE passage_text USING fts5 (
    text, content='', contentless_delete=1, tokenize="ascii tokenchars '.'"
  );
`;

/** Makes all tables of an empty database, in one transaction. */
export function createSchema(database: DatabaseSync, version: string): void {
  database.exec(`BEGIN IMMEDIATE; PRAGMA application_id = ${APPLICATION_ID}; ${TABLES}`);
  setMeta(database, 'schema', String(SCHEMA_VERSION));
  setMeta(database, 'createdBy', version);
  database.exec('COMMIT');
}

/** `empty`: no tables at all. `foreign`: somebody else's database. Throws what SQLite throws for a damaged file. */
export function schemaOf(database: DatabaseSync): {
  readonly state: 'empty' | 'foreign' | 'ours';
  readonly version: number | null;
} {
  if (!database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get())
    return { state: 'empty', version: null };
  const application = database.prepare('PRAGMA application_id').get()?.['application_id'];
  if (application !== APPLICATION_ID) return { state: 'foreign', version: null };
  const version = Number(getMeta(database, 'schema'));
  return { state: 'ours', version: Number.isInteger(version) ? version : null };
}

export function getMeta(database: DatabaseSync, key: string): string | null {
  const value = database.prepare('SELECT value FROM meta WHERE key = ?').get(key)?.['value'];
  return typeof value === 'string' ? value : null;
}

export function setMeta(database: DatabaseSync, key: string, value: string): void {
  database
    .prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value')
    .run(key, value);
}
