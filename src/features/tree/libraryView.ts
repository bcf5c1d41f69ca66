import * as vscode from 'vscode';
import { AtlasError } from '../../core/errors.ts';
import { systemClock } from '../../protocol/clock.ts';
import type { Services } from '../host/services.ts';
import { errorText, registerCommand } from '../host/showError.ts';
import { Debounced } from '../library/debounced.ts';
import type { LibraryIndexer } from '../library/libraryIndexer.ts';
import type { LibraryTree } from './libraryTree.ts';
import { LibraryTreeProvider } from './libraryTreeProvider.ts';
import { DOCUMENTS } from './workspaceDocuments.ts';

/** Milliseconds in which changes of files count as one. */
const REST = 400;
const DOCUMENT = /\.(?:md|markdown|pdf)$/i;

/** The tree of the reader's library in the sidebar; its badge counts what needs attention. */
export class LibraryView {
  readonly #services: Services;
  readonly #provider: LibraryTreeProvider;
  readonly #view: vscode.TreeView<unknown>;
  readonly #refreshSoon: Debounced;
  #watching = false;

  constructor(services: Services, library: LibraryIndexer) {
    this.#services = services;
    this.#provider = new LibraryTreeProvider(
      services,
      () => library.failures(),
      (result) => this.#show(result),
    );
    this.#refreshSoon = new Debounced(async () => this.#provider.refresh(), REST, systemClock);
    this.#view = vscode.window.createTreeView('vlmAtlas.library', {
      treeDataProvider: this.#provider,
      showCollapseAll: true,
    });
    services.context.subscriptions.push(
      this.#view,
      library.onDidIndex(() => this.#provider.refresh()),
      this.#refreshSoon,
    );
    registerCommand(services, 'refreshLibrary', () => this.#provider.refresh());
  }

  #show(result: LibraryTree | Error): void {
    this.#watch();
    const { log, t } = this.#services;
    if (result instanceof Error) {
      const error = AtlasError.from(result);
      if (error.code === 'ATLAS-CANCELLED') return;
      log.error(error);
      this.#view.message = errorText(error);
      return;
    }
    const { attention } = result;
    this.#view.message = undefined;
    this.#view.badge =
      attention === 0
        ? undefined
        : { value: attention, tooltip: t('Documents that need attention: {0}', attention) };
  }

  /** From the first look on, files tell when another one is due. */
  #watch(): void {
    if (this.#watching) return;
    this.#watching = true;
    const watcher = vscode.workspace.createFileSystemWatcher(DOCUMENTS);
    const later = (): void => this.#refreshSoon.ask();
    this.#services.context.subscriptions.push(
      watcher,
      watcher.onDidCreate(later),
      watcher.onDidChange(later),
      watcher.onDidDelete(later),
      // The watcher sees the workspace alone, and the library's folders may lie elsewhere.
      vscode.workspace.onDidSaveTextDocument(({ uri }) => {
        if (DOCUMENT.test(uri.path)) later();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(later),
      vscode.workspace.onDidGrantWorkspaceTrust(later),
    );
  }
}
