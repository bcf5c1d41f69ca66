import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';

/** Milliseconds in which changes of a file count as one. */
const REST = 200;

/** Tells when the one file that is shown changes or goes. */
export class FileWatch implements vscode.Disposable {
  readonly #tell: { readonly changed: () => void; readonly deleted: (name: string) => void };
  #file: string | null = null;
  #watcher: vscode.FileSystemWatcher | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(tell: { readonly changed: () => void; readonly deleted: (name: string) => void }) {
    this.#tell = tell;
  }

  watch(file: string): void {
    if (this.#file === file) return;
    this.forget();
    this.#file = file;
    // A name may hold what a pattern means otherwise: the folder is watched, and the file is told by its path.
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(vscode.Uri.file(dirname(file)), '*'),
    );
    const isOurs = ({ fsPath }: vscode.Uri): boolean => fsPath === file;
    const changed = (uri: vscode.Uri): void => {
      if (!isOurs(uri)) return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#tell.changed(), REST);
    };
    watcher.onDidChange(changed);
    watcher.onDidCreate(changed);
    watcher.onDidDelete((uri) => {
      if (!isOurs(uri)) return;
      clearTimeout(this.#timer);
      this.#tell.deleted(basename(file));
    });
    this.#watcher = watcher;
  }

  forget(): void {
    clearTimeout(this.#timer);
    this.#watcher?.dispose();
    this.#watcher = undefined;
    this.#file = null;
  }

  dispose(): void {
    this.forget();
  }
}
