import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type CountedTerm, matchExpressions, ROW_BUDGET } from './matchExpression.ts';
import { type QuestionTerm, questionTerms } from './questionTerms.ts';
import { indexedText } from './terms.ts';

export interface ScoredRow {
  readonly row: number;
  /** BM25, positive. */
  readonly score: number;
}

const MAX_COUNTS = 20_000;

/** The passages' texts, found by BM25. */
export class FullTextTable {
  readonly #insert: StatementSync;
  readonly #delete: StatementSync;
  readonly #countTerm: StatementSync;
  readonly #countPrefix: StatementSync;
  readonly #best: StatementSync;
  readonly #ranked: StatementSync;
  readonly #counts = new Map<string, number>();

  constructor(database: DatabaseSync) {
    database.exec(
      'CREATE VIRTUAL TABLE IF NOT EXISTS temp.passage_terms USING fts5vocab(main, passage_text, row)',
    );
    this.#insert = database.prepare('INSERT INTO passage_text (rowid, text) VALUES (?, ?)');
    this.#delete = database.prepare('DELETE FROM passage_text WHERE rowid = ?');
    this.#countTerm = database.prepare('SELECT doc FROM temp.passage_terms WHERE term = ?');
    this.#countPrefix = database.prepare(
      'SELECT sum(doc) AS doc FROM temp.passage_terms WHERE term >= ? AND term < ?',
    );
    const scored = `SELECT rowid AS row, -bm25(passage_text) AS score
      FROM passage_text WHERE passage_text MATCH ? LIMIT ${ROW_BUDGET}`;
    const ranked = `SELECT row, score FROM (${scored}) ORDER BY score DESC, row`;
    this.#ranked = database.prepare(ranked);
    this.#best = database.prepare(`${ranked} LIMIT ?`);
  }

  /** A text as written. */
  insert(row: number, text: string): void {
    this.#insert.run(row, indexedText(text));
  }

  delete(row: number): void {
    this.#delete.run(row);
  }

  /** To be called when the table has changed: what is remembered of its terms no longer holds. */
  changed(): void {
    this.#counts.clear();
  }

  /** Best first. Words that more rows hold than can be scored in time are left out where rarer ones are there. */
  search(question: string, limit: number, passes?: (row: number) => boolean): ScoredRow[] {
    const terms = questionTerms(question).map((term) => ({ ...term, rows: this.#rowsWith(term) }));
    return this.#firstEnough(terms, limit, passes);
  }

  #firstEnough(terms: readonly CountedTerm[], limit: number, passes?: (row: number) => boolean): ScoredRow[] {
    let found: ScoredRow[] = [];
    for (const expression of matchExpressions(terms)) {
      found = passes
        ? this.#passing(expression, limit, passes)
        : this.#best.all(expression, limit).map(scored);
      if (found.length >= limit) break;
    }
    return found;
  }

  #passing(expression: string, limit: number, passes: (row: number) => boolean): ScoredRow[] {
    const found: ScoredRow[] = [];
    for (const row of this.#ranked.iterate(expression)) {
      if (!passes(row['row'] as number)) continue;
      found.push(scored(row));
      if (found.length >= limit) break;
    }
    return found;
  }

  #rowsWith({ text, prefix }: QuestionTerm): number {
    if (this.#counts.size > MAX_COUNTS) this.#counts.clear();
    const known = this.#counts.get(text);
    if (known !== undefined) return known;
    const row = prefix ? this.#countPrefix.get(text, `${text}\u{10ffff}`) : this.#countTerm.get(text);
    const count = (row?.['doc'] as number | null | undefined) ?? 0;
    this.#counts.set(text, count);
    return count;
  }
}

const scored = (row: Record<string, unknown>): ScoredRow => ({
  row: row['row'] as number,
  score: row['score'] as number,
});
