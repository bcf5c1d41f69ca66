import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { DocumentKind, Figure, IngestedDocument } from '../core/document.ts';
import type { DocumentRecord } from '../core/store.ts';

export type Row = Record<string, SQLOutputValue>;

function recordOf(row: Row): DocumentRecord {
  return {
    id: row['id'] as string,
    path: row['path'] as string,
    kind: row['kind'] as DocumentKind,
    contentHash: row['content_hash'] as string,
    titles: JSON.parse(row['titles'] as string),
    names: JSON.parse(row['names'] as string),
    category: row['category'] as string | null,
    year: row['year'] as number | null,
    paper: row['paper'] as string | null,
    concepts: JSON.parse(row['concepts'] as string),
  };
}

/**
 * Documents and their figures. Records are kept in memory, by document number; a number is never used twice, so a
 * replaced document has a new one.
 */
export class DocumentTable {
  readonly #records = new Map<number, DocumentRecord>();
  readonly #byId = new Map<string, number>();
  readonly #byPath = new Map<string, number>();
  readonly #list: StatementSync;
  readonly #read: StatementSync;
  readonly #insert: StatementSync;
  readonly #insertFigure: StatementSync;
  readonly #deleteFigures: StatementSync;
  readonly #delete: StatementSync;
  readonly #setPath: StatementSync;
  readonly #figures: StatementSync;

  constructor(database: DatabaseSync) {
    this.#list = database.prepare('SELECT number, path FROM documents ORDER BY number');
    this.#read = database.prepare('SELECT * FROM documents WHERE number = ?');
    this.#insert = database.prepare(
      `INSERT INTO documents (id, path, kind, content_hash, category, year, paper, titles, names, concepts)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#insertFigure = database.prepare(
      'INSERT INTO figures (document, position, figure) VALUES (?, ?, ?)',
    );
    this.#deleteFigures = database.prepare('DELETE FROM figures WHERE document = ?');
    this.#delete = database.prepare('DELETE FROM documents WHERE number = ?');
    this.#setPath = database.prepare('UPDATE documents SET path = ? WHERE number = ?');
    this.#figures = database.prepare('SELECT figure FROM figures WHERE document = ? ORDER BY position');
    this.refresh();
  }

  get count(): number {
    return this.#records.size;
  }

  /** Sorted by path. */
  all(): DocumentRecord[] {
    return [...this.#records.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  entries(): IterableIterator<[number, DocumentRecord]> {
    return this.#records.entries();
  }

  get(number: number): DocumentRecord | undefined {
    return this.#records.get(number);
  }

  numberOf(id: string): number | undefined {
    return this.#byId.get(id);
  }

  numberAt(path: string): number | undefined {
    return this.#byPath.get(path);
  }

  figuresOf(number: number): Figure[] {
    return this.#figures.all(number).map((row) => JSON.parse(row['figure'] as string));
  }

  /** Takes over what was written since, by another process or in the transaction just committed. */
  refresh(): { readonly added: number[]; readonly removed: number[] } {
    const gone = new Set(this.#records.keys());
    const added: number[] = [];
    for (const row of this.#list.all()) {
      const number = row['number'] as number;
      const known = this.#records.get(number);
      if (!gone.delete(number)) added.push(number);
      if (known?.path !== row['path']) this.load(number);
    }
    for (const number of gone) this.forget(number);
    return { added, removed: [...gone] };
  }

  load(number: number): void {
    this.forget(number);
    const row = this.#read.get(number);
    if (!row) return;
    const record = recordOf(row);
    this.#records.set(number, record);
    this.#byId.set(record.id, number);
    this.#byPath.set(record.path, number);
  }

  forget(number: number): void {
    const record = this.#records.get(number);
    if (!record) return;
    this.#records.delete(number);
    if (this.#byId.get(record.id) === number) this.#byId.delete(record.id);
    if (this.#byPath.get(record.path) === number) this.#byPath.delete(record.path);
  }

  /** The row alone; memory follows with `load` once the transaction is committed. */
  insert(document: IngestedDocument): number {
    const { lastInsertRowid } = this.#insert.run(
      document.id,
      document.path,
      document.kind,
      document.contentHash,
      document.category,
      document.year,
      document.paper,
      JSON.stringify(document.titles),
      JSON.stringify(document.names),
      JSON.stringify(document.concepts),
    );
    const number = Number(lastInsertRowid);
    document.figures.forEach((figure, position) =>
      this.#insertFigure.run(number, position, JSON.stringify(figure)),
    );
    return number;
  }

  delete(number: number): void {
    this.#deleteFigures.run(number);
    this.#delete.run(number);
  }

  setPath(number: number, path: string): void {
    this.#setPath.run(path, number);
  }
}
