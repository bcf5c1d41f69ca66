import * as vscode from 'vscode';
import { AtlasError } from '../../core/errors.ts';
import { parseFromLineage, type ToLineage } from '../../protocol/lineageMessages.ts';
import { isAtlasId } from '../host/atlasLink.ts';
import { loadPage } from '../host/loadPage.ts';
import type { Services } from '../host/services.ts';
import { registerCommand, showError } from '../host/showError.ts';
import { conceptOf, lineageMap } from './lineageMap.ts';

const VIEW_TYPE = 'vlmAtlas.lineage';

/** The lineage map: one editor tab. Where one is on it the page itself keeps, so a reload of the window finds it. */
export class LineageFeature {
  readonly #services: Services;
  #panel: vscode.WebviewPanel | undefined;
  /** The concept to show when the page is ready. */
  #start: string | null = null;
  #isReady = false;

  constructor(services: Services) {
    this.#services = services;
    registerCommand(services, 'showLineage', (id?: unknown) => this.#show(isAtlasId(id) ? id : null));
    services.context.subscriptions.push(
      vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
        deserializeWebviewPanel: (panel) => Promise.resolve(this.#adopt(panel)),
      }),
    );
  }

  async #show(id: string | null): Promise<void> {
    const { atlas, t } = this.#services;
    const contents = await atlas.contents();
    if (!contents) throw this.#unreadable();
    const start = id === null ? null : conceptOf(contents, id);
    if (id !== null && start === null)
      throw new AtlasError('ATLAS-NOT-FOUND', t('The lineage map has no concept “{0}”.', id), id);
    if (this.#panel) this.#panel.reveal();
    else {
      const { Active } = vscode.ViewColumn;
      this.#adopt(vscode.window.createWebviewPanel(VIEW_TYPE, t('Lineage map'), Active));
    }
    if (start === null) return;
    if (this.#isReady) this.#post({ type: 'focus', id: start });
    else this.#start = start;
  }

  #adopt(panel: vscode.WebviewPanel): void {
    if (this.#panel) {
      panel.dispose();
      return;
    }
    const { context, t } = this.#services;
    const within = (...path: string[]): vscode.Uri => vscode.Uri.joinPath(context.extensionUri, ...path);
    this.#panel = panel;
    this.#isReady = false;
    panel.iconPath = {
      light: within('media', 'lineage-light.svg'),
      dark: within('media', 'lineage-dark.svg'),
    };
    panel.onDidDispose(() => {
      this.#panel = undefined;
      this.#start = null;
    });
    // A hidden page is given up; a concept that is asked for meanwhile waits until it has come back.
    panel.onDidChangeViewState(() => {
      if (!panel.visible) this.#isReady = false;
    });
    const { webview } = panel;
    webview.onDidReceiveMessage((message: unknown) => this.#receive(message));
    loadPage(webview, context.extensionUri, {
      script: 'webview/lineage.js',
      styles: ['webview/lineage.css'],
      folders: ['webview'],
      title: t('Lineage map'),
    });
  }

  async #receive(value: unknown): Promise<void> {
    try {
      const message = parseFromLineage(value);
      if (message.type === 'ready') await this.#send();
      else await vscode.commands.executeCommand('vlmAtlas.openConcept', message.id);
    } catch (error) {
      void showError(this.#services, error);
    }
  }

  async #send(): Promise<void> {
    const contents = await this.#services.atlas.contents();
    if (!contents) {
      this.#post({ type: 'error', message: this.#unreadable().message });
      return;
    }
    this.#post({ type: 'show', map: lineageMap(contents, this.#services), start: this.#start });
    this.#start = null;
    this.#isReady = true;
  }

  #post(message: ToLineage): void {
    void this.#panel?.webview.postMessage(message);
  }

  #unreadable(): AtlasError {
    const { context, t } = this.#services;
    const file = vscode.Uri.joinPath(context.extensionUri, 'dist', 'atlas', 'contents.json').fsPath;
    const message = t('The atlas’s contents ({0}) cannot be read. Install the extension again.', file);
    return new AtlasError('ATLAS-FILE', message, file);
  }
}
