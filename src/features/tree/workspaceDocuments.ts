import { realpath } from 'node:fs/promises';
import { relative } from 'node:path';
import * as vscode from 'vscode';
import type { WorkspaceFolder } from './libraryTree.ts';

/** What may be read or indexed. */
export const DOCUMENTS = '**/*.{md,markdown,pdf}';
const IGNORED = '**/{node_modules,.*}/**';
/** A tree with more would be read by nobody. */
const MOST = 2_000;

/** The documents in the folders of the workspace that are on this machine; none where it is not trusted. */
export async function workspaceDocuments(): Promise<WorkspaceFolder[]> {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  if (folders.length === 0 || !vscode.workspace.isTrusted) return [];
  const found = await vscode.workspace.findFiles(DOCUMENTS, IGNORED, MOST);
  return Promise.all(
    folders.map(async ({ uri, name }) => ({
      folder: uri.fsPath,
      real: await realpath(uri.fsPath).catch(() => uri.fsPath),
      name,
      files: found
        .filter((file) => vscode.workspace.getWorkspaceFolder(file)?.uri.toString() === uri.toString())
        .map((file) => relative(uri.fsPath, file.fsPath)),
    })),
  );
}
