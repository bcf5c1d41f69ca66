import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { ReaderPage } from '../../protocol/readerMessages.ts';
import type { ReadAnswer } from '../../protocol/requests.ts';
import { rootOf } from './linkTarget.ts';
import { readerHtml } from './readerHtml.ts';

/** Gives a webview the reader's page, which may load our own files and pictures of the workspace. */
export function loadReader(webview: vscode.Webview, extension: vscode.Uri): void {
  const dist = vscode.Uri.joinPath(extension, 'dist');
  const uri = (...path: string[]): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(dist, ...path)).toString();
  webview.options = {
    enableScripts: true,
    localResourceRoots: [
      ...['webview', 'katex'].map((folder) => vscode.Uri.joinPath(dist, folder)),
      ...(vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri),
    ],
  };
  webview.html = readerHtml({
    source: webview.cspSource,
    nonce: randomBytes(16).toString('hex'),
    script: uri('webview', 'reader.js'),
    styles: [uri('katex', 'katex.min.css'), uri('webview', 'reader.css')],
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
