import * as vscode from 'vscode';
import { parseBibliography, type BibEntry } from '../../core/explain/bibliography.ts';

const MOST_FILES = 50;
const LARGEST = 4 * 1024 * 1024;

/** An entry with the file that it stands in. */
export interface FiledEntry extends BibEntry {
  readonly file: vscode.Uri;
}

/** The entries of the workspace's .bib files, read when they are first needed and anew when one changes. */
export class Bibliographies {
  readonly #subscriptions: vscode.Disposable[];
  #entries: Promise<readonly FiledEntry[]> | null = null;
  #isWatching = false;

  constructor(subscriptions: vscode.Disposable[]) {
    this.#subscriptions = subscriptions;
  }

  /** The same list until something changes. */
  entries(): Promise<readonly FiledEntry[]> {
    if (!this.#isWatching) this.#watch();
    this.#entries ??= this.#read().catch(() => []);
    return this.#entries;
  }

  /** The workspace's .bib files, sorted by path. */
  async files(): Promise<vscode.Uri[]> {
    const files = await vscode.workspace.findFiles('**/*.bib', '**/node_modules/**', MOST_FILES);
    return files.sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** Something was written that the watcher may not have noticed yet. */
  forget(): void {
    this.#entries = null;
  }

  #watch(): void {
    this.#isWatching = true;
    const watcher = vscode.workspace.createFileSystemWatcher('**/*.bib');
    const forget = (): void => this.forget();
    this.#subscriptions.push(
      watcher,
      watcher.onDidChange(forget),
      watcher.onDidCreate(forget),
      watcher.onDidDelete(forget),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (/\.bib$/i.test(document.uri.path)) forget();
      }),
    );
  }

  async #read(): Promise<readonly FiledEntry[]> {
    const files = await this.files();
    const read = await Promise.all(files.map((file) => this.#entriesOf(file).catch(() => [])));
    return read.flat();
  }

  async #entriesOf(file: vscode.Uri): Promise<FiledEntry[]> {
    const source = await sourceOf(file);
    return parseBibliography(source).map((entry) => ({ ...entry, file }));
  }
}

/** As an editor has it, saved or not; else as it is on disk. */
async function sourceOf(file: vscode.Uri): Promise<string> {
  const address = file.toString();
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === address);
  if (open) return open.getText();
  const { size } = await vscode.workspace.fs.stat(file);
  return size > LARGEST ? '' : new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
}
