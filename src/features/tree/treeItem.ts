import * as vscode from 'vscode';
import { escapeMarkdown } from '../../core/escapeMarkdown.ts';
import type { Translate } from '../host/translate.ts';
import { highlights } from './filterTree.ts';
import type { TreeNode } from './treeNode.ts';

/** A tree item as the editor shows it. */
export function treeItem(
  node: TreeNode,
  options: {
    readonly t: Translate;
    /** A group that is shown for the first time is open. */
    readonly open: boolean;
    /** Folded words that are marked in the label. */
    readonly marked?: readonly string[];
  },
): vscode.TreeItem {
  const { t, open, marked = [] } = options;
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const isGroup = node.children.length > 0;
  const found = highlights(node.label, marked);
  const item = new vscode.TreeItem(
    found.length > 0 ? { label: node.label, highlights: found } : node.label,
    isGroup ? (open ? Expanded : Collapsed) : None,
  );
  item.id = node.id;
  item.description = node.description;
  item.contextValue = node.actions.join(' ');
  item.accessibilityInformation = {
    label: isGroup ? t('{0}, entries: {1}', node.label, node.description) : node.spoken,
  };
  const { icon } = node;
  if (icon)
    item.iconPath = new vscode.ThemeIcon(
      icon.name,
      icon.color === undefined ? undefined : new vscode.ThemeColor(icon.color),
    );
  if (node.tooltip !== null) item.tooltip = plainMarkdown(node.tooltip.split('\n\n'));
  const command = node.actions.includes('open')
    ? 'treeOpen'
    : node.actions.includes('lineage')
      ? 'treeShowLineage'
      : null;
  if (command !== null)
    item.command = { title: node.label, command: `vlmAtlas.${command}`, arguments: [node] };
  return item;
}

/**
 * Paragraphs in which nothing is read as Markdown, the first one in bold. (`appendText` would make every space one that
 * does not break.)
 */
export function plainMarkdown(paragraphs: readonly string[]): vscode.MarkdownString {
  const [first = '', ...rest] = paragraphs.map((paragraph) =>
    escapeMarkdown(paragraph.replace(/\s+/g, ' ').trim()),
  );
  return new vscode.MarkdownString([`**${first}**`, ...rest].join('\n\n'));
}
