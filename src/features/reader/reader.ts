import * as vscode from 'vscode';
import { AtlasError } from '../../core/errors.ts';
import type { Scope } from '../../core/hit.ts';
import type { Language } from '../../core/language.ts';
import { parseReaderState, type ReaderPlace } from '../../protocol/readerMessages.ts';
import { idOfLink, isAtlasId } from '../host/atlasLink.ts';
import type { Services } from '../host/services.ts';
import { registerCommand, showError } from '../host/showError.ts';
import type { Mentions } from '../library/mentions.ts';
import { libraryBacklinks } from './backlinks.ts';
import { ReaderPane, type PaneOptions } from './readerPane.ts';
import { ReaderMemory } from './readerMemory.ts';
import { ReaderSettings } from './readerSettings.ts';
import { startPage } from './startPage.ts';
import { panelSurface, viewSurface } from './surface.ts';

/** Of the editor tabs, and of the view in the sidebar. */
const VIEW_TYPE = 'vlmAtlas.reader';

export interface OpenOptions {
  /** The sidebar's reader, the editor tab that is used again and again, or one beside. Default: the tab. */
  readonly where?: 'view' | 'tab' | 'side';
  /** Default: the one chosen last, else the language of the editor. */
  readonly language?: Language;
}

type Slot = 'tab' | 'side';

/** Documents of the index and files of the workspace, to be read: in the sidebar and as editor tabs. */
export class Reader implements vscode.WebviewViewProvider {
  readonly #services: Services;
  readonly #options: Omit<PaneOptions, 'startPage' | 'memory'>;
  readonly #panes = new Map<Slot, ReaderPane>();
  readonly #read = new vscode.EventEmitter<void>();
  #view: ReaderPane | undefined;
  /** Resolves with the sidebar's reader once VS Code has made it. */
  #viewWanted: ((pane: ReaderPane) => void)[] = [];
  readonly onDidRead = this.#read.event;

  constructor(services: Services, mentions: Mentions | null) {
    this.#services = services;
    const { context } = services;
    this.#options = {
      settings: new ReaderSettings(context.globalState, services.language),
      backlinks: mentions && libraryBacklinks(mentions, services.t),
      openInTab: (place) => void this.#openPlace(place),
      onRead: () => this.#read.fire(),
    };
    registerCommand(services, 'openConcept', (id?: unknown) => this.#openOrSearch(id, '', 'concepts'));
    registerCommand(services, 'openPaper', (id?: unknown) => this.#openOrSearch(id, 'paper:', 'papers'));
    registerCommand(services, 'openFigure', (id?: unknown) => this.#openOrSearch(id, 'figure:', 'figures'));
    registerCommand(services, 'openReader', (file?: unknown) => this.#openReader(file));
    context.subscriptions.push(
      this.#read,
      vscode.window.registerWebviewViewProvider(VIEW_TYPE, this),
      vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
        deserializeWebviewPanel: (panel, state: unknown) => this.#restore(panel, state),
      }),
      vscode.window.registerUriHandler({ handleUri: (uri) => this.#openLink(uri) }),
    );
  }

  /** The document in the reader that the person looks at. */
  shown(): { readonly id: string; readonly title: string } | undefined {
    const active = [...this.#panes.values()].find(({ surface }) => surface.isActive());
    if (active) return active.shown;
    return this.#view?.surface.isActive() ? this.#view.shown : undefined;
  }

  /** @param id of a hit, or the address of a file: `file:…/note.md`, `file:…/paper.pdf#page=3` */
  async open(id: string, { where = 'tab', language }: OpenOptions = {}): Promise<void> {
    const pane = where === 'view' ? await this.#sidebar() : this.#pane(where);
    await pane.open(id, { language });
  }

  openText(title: string, markdown: string): void {
    this.#pane('tab').openText(title, markdown);
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    const pane = new ReaderPane(this.#services, viewSurface(view), {
      ...this.#options,
      memory: new ReaderMemory(this.#services.context.workspaceState),
      startPage: () => this.#startPage(),
    });
    this.#view = pane;
    view.onDidDispose(() => {
      if (this.#view === pane) this.#view = undefined;
    });
    for (const resolve of this.#viewWanted.splice(0)) resolve(pane);
  }

  async #startPage(): Promise<{ readonly title: string; readonly markdown: string }> {
    const { atlas, language, t } = this.#services;
    const contents = await atlas.contents();
    return { title: 'VLM Atlas', markdown: contents ? startPage(contents, language, t) : '' };
  }

  async #openOrSearch(id: unknown, prefix: string, scope: Scope): Promise<void> {
    if (!isAtlasId(id)) {
      await vscode.commands.executeCommand('vlmAtlas.search', `${scope[0]}: `);
      return;
    }
    await this.open(id.startsWith(prefix) ? id : `${prefix}${id}`);
  }

  /** A file of the explorer in a tab; without one, the reader of the sidebar. */
  async #openReader(file: unknown): Promise<void> {
    if (file instanceof vscode.Uri) {
      if (file.scheme !== 'file') {
        const { t } = this.#services;
        throw new AtlasError('ATLAS-USAGE', t('Only files on this machine can be read.'), file.toString());
      }
      await this.open(file.toString());
    } else (await this.#sidebar()).surface.reveal();
  }

  async #openPlace({ id, language, scroll }: ReaderPlace): Promise<void> {
    await this.#pane('tab').open(id, { language: language ?? undefined, scroll });
  }

  /** VS Code makes the view when it is shown for the first time. */
  async #sidebar(): Promise<ReaderPane> {
    if (this.#view) {
      this.#view.surface.reveal();
      return this.#view;
    }
    const made = new Promise<ReaderPane>((resolve) => this.#viewWanted.push(resolve));
    await vscode.commands.executeCommand(`${VIEW_TYPE}.focus`);
    return made;
  }

  #pane(slot: Slot): ReaderPane {
    const open = this.#panes.get(slot);
    if (open) {
      open.surface.reveal();
      return open;
    }
    const column = slot === 'side' ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    return this.#adopt(slot, vscode.window.createWebviewPanel(VIEW_TYPE, 'VLM Atlas', column));
  }

  #adopt(slot: Slot, panel: vscode.WebviewPanel): ReaderPane {
    const icon = (theme: string): vscode.Uri =>
      vscode.Uri.joinPath(this.#services.context.extensionUri, 'media', `reader-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    const pane = new ReaderPane(this.#services, panelSurface(panel), {
      ...this.#options,
      memory: null,
      startPage: null,
    });
    this.#panes.set(slot, pane);
    panel.onDidDispose(() => this.#panes.delete(slot));
    return pane;
  }

  async #restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const slot: Slot = this.#panes.has('tab') ? 'side' : 'tab';
    try {
      const restored = parseReaderState(state, 'state');
      if (this.#panes.has(slot)) throw new AtlasError('ATLAS-PROTOCOL', 'There are two readers already.');
      await this.#adopt(slot, panel).restore(restored);
    } catch (error) {
      this.#services.log.warn(`A reader tab was not restored: ${AtlasError.from(error).message}`);
      panel.dispose();
    }
  }

  async #openLink(uri: vscode.Uri): Promise<void> {
    const { t } = this.#services;
    const id = idOfLink(uri.path, uri.query);
    if (id !== null && !id.startsWith('file:')) await this.open(id);
    else {
      const message = t('The link {0} is none of VLM Atlas.', uri.toString().slice(0, 200));
      void showError(this.#services, new AtlasError('ATLAS-USAGE', message));
    }
  }
}
