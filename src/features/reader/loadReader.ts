import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { ReaderPage } from '../../protocol/readerMessages.ts';
import type { ReadAnswer } from '../../protocol/requests.ts';
import { loadPage } from '../host/loadPage.ts';
import { rootOf } from './linkTarget.ts';

/** Gives a webview the reader's page, which may load our own files and pictures of the workspace. */
export function loadReader(webview: vscode.Webview, extension: vscode.Uri): void {
  loadPage(webview, extension, {
    script: 'webview/reader.js',
    styles: ['katex/katex.min.css', 'webview/reader.css'],
    folders: ['webview', 'katex'],
    others: (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri),
    title: 'VLM Atlas',
  });
}

/** Where pictures of a note of the workspace are loaded from; null for any other document. */
export function picturesOf({ document, file }: ReadAnswer, webview: vscode.Webview): ReaderPage['pictures'] {
  if (file === null || document.startsWith('atlas:')) return null;
  const workspace = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(file))?.uri;
  if (!workspace) return null;
  const root = rootOf(document, file);
  const isBelow = root !== null && vscode.workspace.getWorkspaceFolder(vscode.Uri.file(root)) !== undefined;
  const address = (folder: vscode.Uri): string =>
    `${webview.asWebviewUri(folder).toString().replace(/\/$/, '')}/`;
  return {
    root: address(isBelow ? vscode.Uri.file(root) : workspace),
    folder: address(vscode.Uri.file(dirname(file))),
  };
}
