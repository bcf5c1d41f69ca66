import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { AtlasError } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import {
  parseFromReader,
  type FromReader,
  type ReaderPage,
  type ToReader,
} from '../../protocol/readerMessages.ts';
import type { Services } from '../host/services.ts';
import { errorText, showError } from '../host/showError.ts';
import { linkTarget, rootOf } from './linkTarget.ts';
import { readerHtml } from './readerHtml.ts';
import { documentPage } from './readerPage.ts';

interface Place {
  readonly id: string;
  readonly language: Language | undefined;
}

/** One editor tab with a document in it, and the way that led there. */
export class ReaderPanel {
  readonly panel: vscode.WebviewPanel;
  readonly #services: Services;
  readonly #trail: Place[] = [];
  #place: Place | undefined;
  #shown: { readonly page: ReaderPage; readonly document: string; readonly file: string | null } | undefined;
  #message: ToReader | undefined;
  #request: AbortController | undefined;

  constructor(services: Services, panel: vscode.WebviewPanel) {
    this.#services = services;
    this.panel = panel;
    const { extensionUri } = services.context;
    const icon = (theme: string): vscode.Uri =>
      vscode.Uri.joinPath(extensionUri, 'media', `reader-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    panel.webview.onDidReceiveMessage((message: unknown) => void this.#received(message));
    panel.onDidDispose(() => this.#request?.abort());
    this.#load();
  }

  /** The document in view, if it is one of the index. */
  get shown(): { readonly id: string; readonly title: string } | undefined {
    const page = this.#shown?.page;
    return page?.id ? { id: page.id, title: page.title } : undefined;
  }

  /** Shows a thing of the index; a failure is shown in its place. */
  async open(id: string, language: Language | undefined): Promise<void> {
    if (this.#place && this.#place.id !== id) this.#trail.push(this.#place);
    await this.#go({ id, language });
  }

  /** Shows a page that does not come from the index. */
  openPage(page: ReaderPage): void {
    this.#request?.abort();
    if (this.#place) this.#trail.push(this.#place);
    this.#place = undefined;
    this.#show({ ...page, canGoBack: this.#trail.length > 0 }, '', null);
  }

  async #go(place: Place): Promise<void> {
    const { engine, names, t, log } = this.#services;
    this.#place = place;
    this.#request?.abort();
    const request = new AbortController();
    this.#request = request;
    try {
      const { id, language = this.#services.language } = place;
      const answer = await engine.request('read', { id, language }, { signal: request.signal });
      if (request.signal.aborted) return;
      const { document, file } = answer;
      const canGoBack = this.#trail.length > 0;
      // The atlas belongs to the extension: its files are read, not edited.
      const canOpenInEditor = file !== null && !document.startsWith('atlas:');
      this.#show(documentPage(id, answer, { canGoBack, canOpenInEditor, names, t }), document, file);
    } catch (thrown) {
      if (request.signal.aborted) return;
      const error = AtlasError.from(thrown);
      log.error(error);
      this.#shown = undefined;
      this.#post({ type: 'error', title: t('This could not be opened'), message: errorText(error) });
    }
  }

  #show(page: ReaderPage, document: string, file: string | null): void {
    this.#shown = { page, document, file };
    this.panel.title = page.title.length > 48 ? `${page.title.slice(0, 47)}…` : page.title;
    this.#post({ type: 'show', page });
  }

  /** A webview loses its content while it is hidden; it says `ready` when it wants it again. */
  #post(message: ToReader): void {
    this.#message = message;
    void this.panel.webview.postMessage(message);
  }

  async #received(raw: unknown): Promise<void> {
    try {
      await this.#act(parseFromReader(raw));
    } catch (error) {
      void showError(this.#services, error);
    }
  }

  async #act(message: FromReader): Promise<void> {
    switch (message.type) {
      case 'ready':
        if (this.#message) this.#post(this.#message);
        return;
      case 'open':
        return this.open(message.id, this.#shown?.page.language);
      case 'link':
        return this.#follow(message.href);
      case 'language':
        if (this.#place) await this.#go({ ...this.#place, language: message.language });
        return;
      case 'copyBibtex':
        await vscode.commands.executeCommand('vlmAtlas.copyBibtex', message.id);
        return;
      case 'openInEditor':
        if (this.#shown?.file) await vscode.window.showTextDocument(vscode.Uri.file(this.#shown.file));
        return;
      case 'back': {
        const place = this.#trail.pop();
        if (place) await this.#go(place);
      }
    }
  }

  async #follow(href: string): Promise<void> {
    const { document = '', file = null } = this.#shown ?? {};
    const target = linkTarget(href, document);
    if (target.type === 'read') return this.open(target.id, this.#shown?.page.language);
    if (target.type === 'outside') {
      await vscode.env.openExternal(vscode.Uri.parse(target.url));
      return;
    }
    const root = file === null ? null : rootOf(document, file);
    if (target.type === 'none' || root === null) {
      const { t } = this.#services;
      throw new AtlasError(
        'ATLAS-NOT-FOUND',
        t('The link {0} leads to nothing that can be opened.', href),
        href,
      );
    }
    await vscode.commands.executeCommand(
      'vscode.open',
      vscode.Uri.joinPath(vscode.Uri.file(root), target.path),
    );
  }

  #load(): void {
    const { webview } = this.panel;
    const { extensionUri } = this.#services.context;
    const dist = vscode.Uri.joinPath(extensionUri, 'dist');
    const uri = (...path: string[]): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(dist, ...path)).toString();
    webview.options = {
      enableScripts: true,
      localResourceRoots: ['webview', 'katex'].map((folder) => vscode.Uri.joinPath(dist, folder)),
    };
    webview.html = readerHtml({
      source: webview.cspSource,
      nonce: randomBytes(16).toString('hex'),
      script: uri('webview', 'reader.js'),
      styles: [uri('katex', 'katex.min.css'), uri('webview', 'reader.css')],
      title: 'VLM Atlas',
    });
  }
}
