import * as vscode from 'vscode';
import { isRecord } from '../../core/isRecord.ts';
import type { Language } from '../../core/language.ts';
import { copyLink } from '../host/copyLink.ts';
import type { Services } from '../host/services.ts';
import { registerCommand } from '../host/showError.ts';
import type { TreeNode } from './treeNode.ts';

/** What the trees ask of the reader. */
export interface TreeReader {
  open(
    id: string,
    options?: { readonly where?: 'view' | 'tab' | 'side'; readonly language?: Language },
  ): Promise<void>;
}

type Entry = Pick<TreeNode, 'label' | 'target' | 'file'>;

const isEntry = (value: unknown): value is Entry =>
  isRecord(value) &&
  typeof value['label'] === 'string' &&
  (value['target'] === null || typeof value['target'] === 'string') &&
  (value['file'] === null || typeof value['file'] === 'string');

/** The commands of both trees' menus. VS Code gives them the entry that was clicked. */
export function registerTreeActions(services: Services, reader: TreeReader): void {
  const run = (command: string, ...args: unknown[]): Thenable<unknown> =>
    vscode.commands.executeCommand(command, ...args);
  const onTarget = (entry: unknown, act: (target: string, label: string) => unknown): unknown =>
    isEntry(entry) && entry.target !== null ? act(entry.target, entry.label) : undefined;
  const onFile = (entry: unknown, act: (file: vscode.Uri) => unknown): unknown =>
    isEntry(entry) && entry.file !== null ? act(vscode.Uri.file(entry.file)) : undefined;

  registerCommand(services, 'treeOpen', (entry?: unknown) =>
    onTarget(entry, (target) => reader.open(target, { where: 'view' })),
  );
  registerCommand(services, 'treeOpenToSide', (entry?: unknown) =>
    onTarget(entry, (target) => reader.open(target, { where: 'side' })),
  );
  registerCommand(services, 'treeCopyLink', (entry?: unknown) =>
    onTarget(entry, (target, label) => copyLink(services, target, label)),
  );
  registerCommand(services, 'treeCopyBibtex', (entry?: unknown) =>
    onTarget(entry, (target) => run('vlmAtlas.copyBibtex', target)),
  );
  registerCommand(services, 'treeSearchLikeThis', (entry?: unknown) =>
    onTarget(entry, (target, label) => run('vlmAtlas.searchLikeThis', target, label)),
  );
  // The entry that stands for the map itself has no target: the map then opens as a whole.
  registerCommand(services, 'treeShowLineage', (entry?: unknown) =>
    run('vlmAtlas.showLineage', ...(isEntry(entry) && entry.target !== null ? [entry.target] : [])),
  );
  registerCommand(services, 'treeOpenInEditor', (entry?: unknown) =>
    onFile(entry, (file) => run('vscode.open', file)),
  );
  registerCommand(services, 'treeRevealInExplorer', (entry?: unknown) =>
    onFile(entry, (file) => run('revealInExplorer', file)),
  );
  registerCommand(services, 'treeIndexFolder', (entry?: unknown) =>
    onFile(entry, (folder) => run('vlmAtlas.addFolder', folder)),
  );
}
