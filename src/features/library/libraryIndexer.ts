import * as vscode from 'vscode';
import type { RequestOptions } from '../../protocol/engineClient.ts';
import type { IndexAnswer, IndexProgress } from '../../protocol/requests.ts';
import { AtlasError } from '../../core/errors.ts';
import type { Services } from '../host/services.ts';
import { registerCommand } from '../host/showError.ts';
import { isBelow } from './isBelow.ts';

const NOTES = '**/*.{md,markdown}';
const IGNORED = '**/{node_modules,.*}/**';
/** A workspace with more notes than this is indexed only after the reader has said so. */
const QUIET_LIMIT = 200;
const DECISION = 'library.indexWorkspace';

/** The reader's own notes: indexed quietly when they are few, on request when they are many. */
export class LibraryIndexer {
  readonly #services: Services;
  readonly #indexed = new vscode.EventEmitter<void>();
  /** What failed in the last run over each folder. */
  readonly #failed = new Map<string, IndexAnswer['failed']>();
  #asked = false;
  /** A run over a folder has ended, in whatever way. */
  readonly onDidIndex = this.#indexed.event;

  constructor(services: Services) {
    this.#services = services;
    services.context.subscriptions.push(this.#indexed);
    registerCommand(services, 'addFolder', (uri?: unknown) => this.#addFolder(uri));
  }

  /** Why documents were not taken in whole, by their path in the library. */
  failures(): ReadonlyMap<string, string> {
    return new Map([...this.#failed.values()].flat().map(({ document, error }) => [document, error]));
  }

  /** Whether the index of the reader's own documents holds nothing. */
  async isEmpty(): Promise<boolean> {
    const { store } = await this.#services.engine.request('doctor', {});
    return (store.library?.documents ?? 0) === 0;
  }

  /**
   * Brings the workspace's notes into the library, once a session and after the first answer, so that neither the
   * start of the window nor the first question waits for it. Only trusted workspaces on disk.
   */
  afterAnswer(): void {
    if (this.#asked) return;
    this.#asked = true;
    this.#indexWorkspace().catch((thrown: unknown) => {
      const error = AtlasError.from(thrown);
      if (error.code !== 'ATLAS-CANCELLED')
        this.#services.log.warn(`The workspace was not indexed: ${error.message}`);
    });
  }

  async #indexWorkspace(): Promise<void> {
    const folders = workspaceFolders();
    if (folders.length === 0 || !vscode.workspace.isTrusted) return;
    const notes = await vscode.workspace.findFiles(NOTES, IGNORED, QUIET_LIMIT + 1);
    if (notes.length === 0) return;
    if (notes.length > QUIET_LIMIT && !(await this.#mayIndex())) return;
    for (const folder of folders) await this.#index(folder, vscode.ProgressLocation.Window);
  }

  async #mayIndex(): Promise<boolean> {
    const { context, t } = this.#services;
    const decided = context.workspaceState.get(DECISION);
    if (typeof decided === 'boolean') return decided;
    const index = t('Index');
    const message = t(
      'This workspace has more than {0} Markdown files. Index them on this machine, so that VLM Atlas finds your notes too?',
      QUIET_LIMIT,
    );
    const chosen = await vscode.window.showInformationMessage(message, index, t('Not for this workspace'));
    if (chosen === undefined) return false;
    await context.workspaceState.update(DECISION, chosen === index);
    return chosen === index;
  }

  async #addFolder(uri: unknown): Promise<void> {
    if (!vscode.workspace.isTrusted) {
      const { t } = this.#services;
      throw new AtlasError(
        'ATLAS-USAGE',
        t(
          'In a workspace that is not trusted no notes are indexed. Trust it first, if you know where it comes from.',
        ),
      );
    }
    const folder = uri instanceof vscode.Uri ? uri : await this.#chooseFolder();
    if (!folder) return;
    const { t } = this.#services;
    if (folder.scheme !== 'file') {
      throw new AtlasError(
        'ATLAS-USAGE',
        t('Only folders on this machine can be indexed.'),
        folder.toString(),
      );
    }
    const answer = await this.#index(folder, vscode.ProgressLocation.Notification);
    await this.#report(answer);
  }

  async #chooseFolder(): Promise<vscode.Uri | undefined> {
    const { t } = this.#services;
    const other = t('Choose a folder…');
    const folders = workspaceFolders();
    if (folders.length > 0) {
      const choices = folders.map((uri) => ({
        label: vscode.workspace.asRelativePath(uri, true),
        description: uri.fsPath,
        uri,
      }));
      const choice = await vscode.window.showQuickPick(
        [...choices, { label: other, description: '', uri: undefined }],
        {
          title: t('Which folder of notes is to be indexed?'),
        },
      );
      if (!choice) return undefined;
      if (choice.uri) return choice.uri;
    }
    const chosen = await vscode.window.showOpenDialog({
      canSelectFolders: true,
      canSelectFiles: false,
      openLabel: t('Index'),
      title: other,
    });
    return chosen?.[0];
  }

  #index(folder: vscode.Uri, location: vscode.ProgressLocation): Thenable<IndexAnswer> {
    const { log, t } = this.#services;
    const title = t('Indexing {0}', folder.path.split('/').at(-1) ?? folder.path);
    return vscode.window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      let reported = 0;
      const onProgress = ({ done, total, document }: IndexProgress): void => {
        const increment = total > 0 ? ((done - reported) * 100) / total : 0;
        reported = done;
        progress.report({ increment, message: `${done}/${total} ${document}` });
      };
      const answer = await this.#request(folder.fsPath, { signal: controller.signal, onProgress });
      log.info(
        `Indexed ${folder.fsPath}: ${answer.documents} documents, ${answer.embedded} passages embedded.`,
      );
      for (const { document, error } of answer.failed) log.warn(`Not indexed: ${document}: ${error}`);
      return answer;
    });
  }

  async #request(folder: string, options: RequestOptions): Promise<IndexAnswer> {
    try {
      const answer = await this.#services.engine.request('index', { folder }, options);
      // What an earlier run over a folder around it or inside it has said is not up to date any more.
      for (const other of this.#failed.keys())
        if (isBelow(other, folder) || isBelow(folder, other)) this.#failed.delete(other);
      this.#failed.set(folder, answer.failed);
      return answer;
    } finally {
      this.#indexed.fire();
    }
  }

  async #report({ documents, passages, failed }: IndexAnswer): Promise<void> {
    const { log, t } = this.#services;
    if (failed.length === 0) {
      void vscode.window.showInformationMessage(
        t('Indexed: {0} documents, {1} passages.', documents, passages),
      );
      return;
    }
    const showLog = t('Show Log');
    const message = t(
      'Indexed: {0} documents, {1} passages. {2} files could not be read.',
      documents,
      passages,
      failed.length,
    );
    if ((await vscode.window.showWarningMessage(message, showLog)) === showLog) log.show();
  }
}

const workspaceFolders = (): vscode.Uri[] =>
  (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri).filter(({ scheme }) => scheme === 'file');
