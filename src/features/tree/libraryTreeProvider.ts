import * as vscode from 'vscode';
import type { Services } from '../host/services.ts';
import { libraryTree, type LibraryTree } from './libraryTree.ts';
import { treeItem } from './treeItem.ts';
import type { TreeNode } from './treeNode.ts';
import { workspaceDocuments } from './workspaceDocuments.ts';

/** The reader's folders and documents. The engine is asked when the tree is shown, and not before. */
export class LibraryTreeProvider implements vscode.TreeDataProvider<TreeNode> {
  readonly #services: Services;
  readonly #failures: () => ReadonlyMap<string, string>;
  readonly #shown: (result: LibraryTree | Error) => void;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;

  /**
   * @param failures why documents were not taken in, by their path in the library
   * @param shown told of each look at the library
   */
  constructor(
    services: Services,
    failures: () => ReadonlyMap<string, string>,
    shown: (result: LibraryTree | Error) => void,
  ) {
    this.#services = services;
    this.#failures = failures;
    this.#shown = shown;
    services.context.subscriptions.push(this.#changed);
  }

  /** Looks again, at once or when the tree is next visible. */
  refresh(): void {
    this.#changed.fire();
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (node) return [...node.children];
    const { engine, language, t } = this.#services;
    try {
      const [{ folders }, workspace] = await Promise.all([
        engine.request('library', {}),
        workspaceDocuments(),
      ]);
      const tree = libraryTree({ folders, workspace, failures: this.#failures(), language, t });
      this.#shown(tree);
      return [...tree.nodes];
    } catch (error) {
      this.#shown(error as Error);
      return [];
    }
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return treeItem(node, { t: this.#services.t, open: node.actions.includes('index') });
  }
}
