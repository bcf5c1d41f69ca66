import * as vscode from 'vscode';
import { AtlasError } from '../../core/errors.ts';
import { systemClock } from '../../protocol/clock.ts';
import type { LibraryMention } from '../../protocol/requests.ts';
import type { Services } from '../host/services.ts';
import { registerCommand } from '../host/showError.ts';
import { Debounced } from './debounced.ts';
import type { LibraryIndexer } from './libraryIndexer.ts';

/** Milliseconds that files have to rest before they are looked at. */
const REST = 2_000;
const FILES = '**/*.{md,markdown,tex,txt,bib,py,ipynb,yaml,yml,json}';
const NONE: readonly LibraryMention[] = [];

/**
 * Which documents of the reader's own library mention a concept or paper, as the engine said last. It is asked after
 * an indexing in this window and when files have changed since; never before, and never in an untrusted workspace.
 */
export class Mentions {
  readonly #services: Services;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #refresh: Debounced;
  readonly onDidChange = this.#changed.event;
  #byCard: ReadonlyMap<string, readonly LibraryMention[]> = new Map();
  #files: ReadonlySet<string> = new Set();
  #watcher: vscode.FileSystemWatcher | null = null;

  constructor(services: Services, library: Pick<LibraryIndexer, 'onDidIndex'>) {
    const { context } = services;
    this.#services = services;
    this.#refresh = new Debounced((signal) => this.#ask(signal), REST, systemClock);
    context.subscriptions.push(
      this.#changed,
      this.#refresh,
      library.onDidIndex(() => this.#indexed()),
      { dispose: () => this.#watcher?.dispose() },
    );
    registerCommand(services, 'openPlace', (file?: unknown, line?: unknown, cell?: unknown) =>
      this.#openPlace(file, line, cell),
    );
  }

  /** At most thirty, the most telling first. */
  of(card: string): readonly LibraryMention[] {
    return this.#byCard.get(card) ?? NONE;
  }

  #indexed(): void {
    if (!vscode.workspace.isTrusted) return;
    if (!this.#watcher) {
      this.#watcher = vscode.workspace.createFileSystemWatcher(FILES);
      const ask = (): void => this.#refresh.ask();
      this.#watcher.onDidChange(ask);
      this.#watcher.onDidCreate(ask);
      this.#watcher.onDidDelete(ask);
    }
    this.#refresh.ask();
  }

  async #ask(signal: AbortSignal): Promise<void> {
    const { engine, log } = this.#services;
    try {
      const { mentions, files, skipped } = await engine.request('mentions', {}, { signal });
      this.#byCard = Map.groupBy(mentions, ({ card }) => card);
      this.#files = new Set(mentions.map(({ file }) => file));
      log.info(
        `${files} files of the library were looked through; ${this.#byCard.size} cards are mentioned.`,
      );
      for (const { document, reason } of skipped) log.debug(`Not looked through: ${document} ${reason}`);
      this.#changed.fire();
    } catch (thrown) {
      const error = AtlasError.from(thrown);
      if (error.code !== 'ATLAS-CANCELLED')
        log.warn(`What the library mentions could not be found: ${error.message}`);
    }
  }

  /** Opens a file that mentions something, and no other: links in Markdown run this. */
  async #openPlace(address: unknown, line: unknown, cell: unknown): Promise<void> {
    const { t } = this.#services;
    const uri = typeof address === 'string' ? vscode.Uri.parse(address) : null;
    if (uri?.scheme !== 'file' || !this.#files.has(uri.fsPath) || !isIndex(line)) {
      const message = t('This place is not in your library, or not any more.');
      throw new AtlasError('ATLAS-NOT-FOUND', message, String(address).slice(0, 500));
    }
    if (isIndex(cell)) {
      const notebook = await vscode.workspace.openNotebookDocument(uri);
      const at = Math.min(cell, Math.max(0, notebook.cellCount - 1));
      const range = new vscode.NotebookRange(at, at + 1);
      const editor = await vscode.window.showNotebookDocument(notebook, { selections: [range] });
      editor.revealRange(range, vscode.NotebookEditorRevealType.InCenterIfOutsideViewport);
      return;
    }
    const selection = new vscode.Range(line, 0, line, 0);
    await vscode.window.showTextDocument(uri, { selection });
  }
}

const isIndex = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
