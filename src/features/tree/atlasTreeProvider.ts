import * as vscode from 'vscode';
import type { AtlasContents } from '../../core/atlasContents.ts';
import type { AtlasTerms } from '../../core/explain/terms.ts';
import type { Services } from '../host/services.ts';
import { atlasTree } from './atlasTree.ts';
import { entryText } from './entryText.ts';
import { countEntries, filterTree, filterWords } from './filterTree.ts';
import { plainMarkdown, treeItem } from './treeItem.ts';
import type { TreeNode } from './treeNode.ts';

interface Opened {
  readonly contents: AtlasContents;
  readonly terms: AtlasTerms | null;
  readonly nodes: readonly TreeNode[];
}

/** The atlas from its table of contents; read when the tree is shown for the first time. */
export class AtlasTreeProvider implements vscode.TreeDataProvider<TreeNode> {
  readonly #services: Services;
  readonly #changed = new vscode.EventEmitter<void>();
  #opened: Promise<Opened | null> | null = null;
  #filter = '';
  /** Ids of the groups that are open while nothing is filtered: they open again when a filter is taken away. */
  readonly #unfolded = new Set<string>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(services: Services) {
    this.#services = services;
    services.context.subscriptions.push(this.#changed);
  }

  get filter(): string {
    return this.#filter;
  }

  /**
   * Leaves the entries that hold every word of the text; all for a blank one.
   * @returns how many entries are left, and how many there are
   */
  async setFilter(text: string): Promise<{ readonly left: number; readonly all: number }> {
    this.#filter = text.trim();
    this.#changed.fire();
    const nodes = (await this.#open())?.nodes ?? [];
    return { left: countEntries(filterTree(nodes, this.#words())), all: countEntries(nodes) };
  }

  /** The reader has opened or closed a group. */
  noteFold({ id }: TreeNode, open: boolean): void {
    if (this.#filter !== '') return;
    if (open) this.#unfolded.add(id);
    else this.#unfolded.delete(id);
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (node) return [...node.children];
    return filterTree((await this.#open())?.nodes ?? [], this.#words());
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const marked = this.#words();
    const filtered = marked.length > 0;
    const item = treeItem(node, {
      t: this.#services.t,
      open: filtered || this.#unfolded.has(node.id),
      marked,
    });
    // The editor opens a group as the item says only when it meets its id for the first time.
    if (filtered) item.id = `filtered/${node.id}`;
    return item;
  }

  async resolveTreeItem(item: vscode.TreeItem, { target }: TreeNode): Promise<vscode.TreeItem> {
    const opened = await this.#open();
    if (!opened || target === null) return item;
    const text = entryText(target, opened.contents, { ...this.#services, terms: opened.terms });
    if (text.length > 0) item.tooltip = plainMarkdown(text);
    return item;
  }

  #words(): string[] {
    return filterWords(this.#filter);
  }

  #open(): Promise<Opened | null> {
    this.#opened ??= this.#read();
    return this.#opened;
  }

  async #read(): Promise<Opened | null> {
    const { atlas } = this.#services;
    const [contents, terms] = await Promise.all([atlas.contents(), atlas.terms()]);
    await vscode.commands.executeCommand('setContext', 'vlmAtlas.atlasUnreadable', contents === null);
    return contents && { contents, terms, nodes: atlasTree(contents, { ...this.#services, terms }) };
  }
}
