import * as vscode from 'vscode';

/** What a webview remembers may name a file; only one of the workspace is opened again on its word. */
export function mayRestore(id: string): boolean {
  if (!id.startsWith('file:')) return true;
  return vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(id)) !== undefined;
}
