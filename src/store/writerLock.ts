import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { sqliteCode } from './storeError.ts';

const BUSY = 5;
const NOT_A_DATABASE = 26;

/**
 * The right to write to a library, held through a lock on a file beside it. The operating system lets go of it when
 * the process ends, however it ends, so that no lock is ever left behind.
 */
export class WriterLock {
  readonly #database: DatabaseSync;

  private constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** `locked`: another holds it. Throws what SQLite throws when the file cannot be made. */
  static acquire(file: string): WriterLock | 'locked' {
    const database = new DatabaseSync(file);
    try {
      database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
      return new WriterLock(database);
    } catch (thrown) {
      database.close();
      const code = sqliteCode(thrown);
      if (code === BUSY) return 'locked';
      if (code !== NOT_A_DATABASE) throw thrown;
      rmSync(file);
      return WriterLock.acquire(file);
    }
  }

  release(): void {
    this.#database.close();
  }
}
