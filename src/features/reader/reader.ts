import * as vscode from 'vscode';
import type { Scope } from '../../core/hit.ts';
import { AtlasError } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import { parseReaderState, type ReaderPage } from '../../protocol/readerMessages.ts';
import { idOfLink, isAtlasId } from '../host/atlasLink.ts';
import type { Services } from '../host/services.ts';
import { registerCommand, showError } from '../host/showError.ts';
import { ReaderPanel } from './readerPanel.ts';

const VIEW_TYPE = 'vlmAtlas.reader';

export interface OpenOptions {
  /** Beside the active editor instead of in its group. */
  readonly side?: boolean;
  /** Default: the language of the editor. */
  readonly language?: Language;
}

type Slot = 'main' | 'side';

/** Documents of the index as editor tabs: one that is used again and again, and one beside. */
export class Reader {
  readonly #services: Services;
  readonly #panels = new Map<Slot, ReaderPanel>();

  constructor(services: Services) {
    this.#services = services;
    registerCommand(services, 'openConcept', (id?: unknown) => this.#openOrSearch(id, '', 'concepts'));
    registerCommand(services, 'openPaper', (id?: unknown) => this.#openOrSearch(id, 'paper:', 'papers'));
    registerCommand(services, 'openFigure', (id?: unknown) => this.#openOrSearch(id, 'figure:', 'figures'));
    services.context.subscriptions.push(
      vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
        deserializeWebviewPanel: (panel, state: unknown) => this.#restore(panel, state),
      }),
      vscode.window.registerUriHandler({ handleUri: (uri) => this.#openLink(uri) }),
    );
  }

  /** The document in the reader tab that is active. */
  shown(): { readonly id: string; readonly title: string } | undefined {
    return [...this.#panels.values()].find(({ panel }) => panel.active)?.shown;
  }

  async open(id: string, { side = false, language }: OpenOptions = {}): Promise<void> {
    await this.#panel(side ? 'side' : 'main').open(id, language);
  }

  openPage(page: ReaderPage): void {
    this.#panel('main').openPage(page);
  }

  async #openOrSearch(id: unknown, prefix: string, scope: Scope): Promise<void> {
    if (!isAtlasId(id)) {
      await vscode.commands.executeCommand('vlmAtlas.search', `${scope[0]}: `);
      return;
    }
    await this.open(id.startsWith(prefix) ? id : `${prefix}${id}`);
  }

  #panel(slot: Slot): ReaderPanel {
    const open = this.#panels.get(slot);
    if (open) {
      open.panel.reveal(undefined, false);
      return open;
    }
    const column = slot === 'side' ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    return this.#adopt(slot, vscode.window.createWebviewPanel(VIEW_TYPE, 'VLM Atlas', column));
  }

  #adopt(slot: Slot, panel: vscode.WebviewPanel): ReaderPanel {
    const reader = new ReaderPanel(this.#services, panel);
    this.#panels.set(slot, reader);
    panel.onDidDispose(() => this.#panels.delete(slot));
    return reader;
  }

  async #restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const slot: Slot = this.#panels.has('main') ? 'side' : 'main';
    try {
      const { id, language } = parseReaderState(state, 'state');
      if (this.#panels.has(slot)) throw new AtlasError('ATLAS-PROTOCOL', 'There are two readers already.');
      await this.#adopt(slot, panel).open(id, language);
    } catch (error) {
      this.#services.log.warn(`A reader tab was not restored: ${AtlasError.from(error).message}`);
      panel.dispose();
    }
  }

  async #openLink(uri: vscode.Uri): Promise<void> {
    const { t } = this.#services;
    const id = idOfLink(uri.path, uri.query);
    if (id !== null) await this.open(id);
    else {
      const message = t('The link {0} is none of VLM Atlas.', uri.toString().slice(0, 200));
      void showError(this.#services, new AtlasError('ATLAS-USAGE', message));
    }
  }
}
