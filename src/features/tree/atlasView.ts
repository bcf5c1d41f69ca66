import * as vscode from 'vscode';
import type { Services } from '../host/services.ts';
import { registerCommand } from '../host/showError.ts';
import { AtlasTreeProvider } from './atlasTreeProvider.ts';
import type { TreeNode } from './treeNode.ts';

const VIEW = 'vlmAtlas.atlas';
/** Milliseconds after a key: fast enough to feel live, slow enough for a word to be one change. */
const DEBOUNCE = 80;

/** The tree of the atlas in the sidebar, with its filter. */
export class AtlasView {
  readonly #services: Services;
  readonly #provider: AtlasTreeProvider;
  readonly #view: vscode.TreeView<TreeNode>;

  constructor(services: Services) {
    this.#services = services;
    this.#provider = new AtlasTreeProvider(services);
    this.#view = vscode.window.createTreeView(VIEW, {
      treeDataProvider: this.#provider,
      showCollapseAll: true,
    });
    services.context.subscriptions.push(
      this.#view,
      this.#view.onDidExpandElement(({ element }) => this.#provider.noteFold(element, true)),
      this.#view.onDidCollapseElement(({ element }) => this.#provider.noteFold(element, false)),
    );
    registerCommand(services, 'filterAtlas', () => this.#ask());
    registerCommand(services, 'clearAtlasFilter', () => this.#apply(''));
  }

  /** An input box that filters while one types; the filter stays when the box goes, however it goes. */
  async #ask(): Promise<void> {
    const { t } = this.#services;
    // A tree that is still loading would take the focus from the box, and so close it.
    await vscode.commands.executeCommand(`${VIEW}.focus`, { preserveFocus: true });
    const box = vscode.window.createInputBox();
    box.title = t('Filter the atlas');
    box.placeholder = t('Names in English or Chinese, titles, authors, years');
    box.value = this.#provider.filter;
    let timer: NodeJS.Timeout | undefined;
    const apply = async (): Promise<void> => {
      clearTimeout(timer);
      if (box.value.trim() === this.#provider.filter) return;
      box.prompt = (await this.#apply(box.value)) ?? '';
    };
    box.onDidChangeValue(() => {
      clearTimeout(timer);
      timer = setTimeout(() => void apply(), DEBOUNCE);
    });
    box.onDidAccept(async () => {
      await apply();
      box.hide();
      await vscode.commands.executeCommand(`${VIEW}.focus`);
    });
    box.onDidHide(() => {
      void apply();
      box.dispose();
    });
    box.show();
  }

  /** @returns what the view says of its filter */
  async #apply(text: string): Promise<string | undefined> {
    const { t } = this.#services;
    const { left, all } = await this.#provider.setFilter(text);
    const { filter } = this.#provider;
    void vscode.commands.executeCommand('setContext', 'vlmAtlas.atlasFiltered', filter !== '');
    this.#view.message =
      filter === ''
        ? undefined
        : left > 0
          ? t('“{0}”: {1} of {2} entries', filter, left, all)
          : t(
              'Nothing in the atlas is named “{0}”. The command “VLM Atlas: Search…” finds by meaning.',
              filter,
            );
    return this.#view.message;
  }
}
