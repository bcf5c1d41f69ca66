import * as vscode from 'vscode';
import { parseBibliography, type BibEntry } from '../../core/explain/bibliography.ts';

const MOST_FILES = 50;
const LARGEST = 4 * 1024 * 1024;

/** The entries of the workspace's .bib files, read when they are first needed and anew when one changes. */
export class Bibliographies {
  readonly #subscriptions: vscode.Disposable[];
  #entries: Promise<readonly BibEntry[]> | null = null;
  #isWatching = false;

  constructor(subscriptions: vscode.Disposable[]) {
    this.#subscriptions = subscriptions;
  }

  entries(): Promise<readonly BibEntry[]> {
    if (!this.#isWatching) this.#watch();
    this.#entries ??= this.#read();
    return this.#entries;
  }

  #watch(): void {
    this.#isWatching = true;
    const watcher = vscode.workspace.createFileSystemWatcher('**/*.bib');
    const forget = (): void => void (this.#entries = null);
    this.#subscriptions.push(
      watcher,
      watcher.onDidChange(forget),
      watcher.onDidCreate(forget),
      watcher.onDidDelete(forget),
    );
  }

  async #read(): Promise<readonly BibEntry[]> {
    const files = await vscode.workspace.findFiles('**/*.bib', '**/node_modules/**', MOST_FILES);
    const read = await Promise.all(
      files.map(async (file) => {
        const { size } = await vscode.workspace.fs.stat(file);
        if (size > LARGEST) return [];
        return parseBibliography(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)));
      }),
    );
    return read.flat();
  }
}
