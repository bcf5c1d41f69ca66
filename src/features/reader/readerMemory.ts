import type * as vscode from 'vscode';
import { parseReaderState, type ReaderState } from '../../protocol/readerMessages.ts';

const KEY = 'reader.sidebar';

/** Keeps what the sidebar's reader showed, for the workspace. */
export class ReaderMemory {
  readonly #memory: vscode.Memento;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  /** Null: nothing is kept, or what is kept is of another version. */
  load(): ReaderState | null {
    try {
      return parseReaderState(this.#memory.get<unknown>(KEY), KEY);
    } catch {
      return null;
    }
  }

  save(state: ReaderState): void {
    void this.#memory.update(KEY, state);
  }
}
