import { createHash } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { IngestedDocument, Passage, PassageRole } from '../core/document.ts';
import type { Language } from '../core/language.ts';
import type { DocumentRecord, PassageRecord } from '../core/store.ts';
import type { Row } from './documentTable.ts';

/** Stable while document, role, language and text stay the same; equal passages of one document are counted. */
function publicIds(document: IngestedDocument): string[] {
  const seen = new Map<string, number>();
  return document.passages.map(({ role, language, hash }) => {
    const key = JSON.stringify([document.id, role, language, hash]);
    const copy = seen.get(key) ?? 0;
    seen.set(key, copy + 1);
    return `passage:${createHash('sha256').update(`${key}${copy}`).digest('hex').slice(0, 20)}`;
  });
}

function recordOf(row: Row, document: DocumentRecord): PassageRecord {
  const text = row['text'] as string;
  return {
    id: row['id'] as number,
    passageId: row['passage_id'] as string,
    document,
    role: row['role'] as PassageRole,
    language: row['language'] as Language,
    headingPath: JSON.parse(row['heading_path'] as string),
    page: row['page'] as number | null,
    start: row['start'] as number,
    end: row['end'] as number,
    text,
    embeddedText: (row['embedded_text'] as string | null) ?? text,
    hash: row['hash'] as string,
    concepts: JSON.parse(row['concepts'] as string),
    figure: row['figure'] as string | null,
  };
}

/** Passages. Their numbers are never used twice. */
export class PassageTable {
  readonly #documentOf: (number: number) => DocumentRecord | undefined;
  readonly #insert: StatementSync;
  readonly #read: StatementSync;
  readonly #ofDocument: StatementSync;
  readonly #byPassageId: StatementSync;
  readonly #byFigure: StatementSync;
  readonly #numbers: StatementSync;
  readonly #deleteAll: StatementSync;
  readonly #count: StatementSync;
  readonly #counts: StatementSync;

  constructor(database: DatabaseSync, documentOf: (number: number) => DocumentRecord | undefined) {
    this.#documentOf = documentOf;
    this.#insert = database.prepare(
      `INSERT INTO passages (document, passage_id, role, language, heading_path, page, start, end, text, embedded_text,
       hash, concepts, figure) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#read = database.prepare('SELECT * FROM passages WHERE id = ?');
    this.#ofDocument = database.prepare('SELECT * FROM passages WHERE document = ? ORDER BY id');
    this.#byPassageId = database.prepare('SELECT * FROM passages WHERE passage_id = ? ORDER BY id LIMIT 1');
    this.#byFigure = database.prepare('SELECT * FROM passages WHERE figure = ? ORDER BY id LIMIT 1');
    this.#numbers = database.prepare('SELECT id FROM passages WHERE document = ? ORDER BY id');
    this.#deleteAll = database.prepare('DELETE FROM passages WHERE document = ?');
    this.#count = database.prepare('SELECT count(*) AS count FROM passages');
    this.#counts = database.prepare(
      "SELECT document, count(*) AS count FROM passages WHERE role <> 'name' GROUP BY document",
    );
  }

  count(): number {
    return this.#count.get()?.['count'] as number;
  }

  /** Passages of each document by its number, names left aside. */
  countsByDocument(): (readonly [document: number, count: number])[] {
    return this.#counts.all().map((row) => [row['document'] as number, row['count'] as number] as const);
  }

  get(number: number): PassageRecord | null {
    return this.#withDocument(this.#read.get(number));
  }

  byId(id: string): PassageRecord | null {
    return this.#withDocument((id.startsWith('figure:') ? this.#byFigure : this.#byPassageId).get(id));
  }

  ofDocument(document: number): PassageRecord[] {
    return this.#ofDocument.all(document).flatMap((row) => this.#withDocument(row) ?? []);
  }

  numbersOf(document: number): number[] {
    return this.#numbers.all(document).map((row) => row['id'] as number);
  }

  /** The numbers given to the passages, in their order. */
  insert(document: number, ingested: IngestedDocument): number[] {
    const ids = publicIds(ingested);
    return ingested.passages.map((passage, index) => this.#insertOne(document, passage, ids[index] ?? ''));
  }

  deleteAll(document: number): void {
    this.#deleteAll.run(document);
  }

  #insertOne(document: number, passage: Passage, passageId: string): number {
    const { lastInsertRowid } = this.#insert.run(
      document,
      passageId,
      passage.role,
      passage.language,
      JSON.stringify(passage.headingPath),
      passage.page,
      passage.start,
      passage.end,
      passage.text,
      passage.embeddedText === passage.text ? null : passage.embeddedText,
      passage.hash,
      JSON.stringify(passage.concepts),
      passage.figure,
    );
    return Number(lastInsertRowid);
  }

  #withDocument(row: Row | undefined): PassageRecord | null {
    const document = row && this.#documentOf(row['document'] as number);
    return row && document ? recordOf(row, document) : null;
  }
}
