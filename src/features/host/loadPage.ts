import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { pageHtml } from './pageHtml.ts';

/** What a page consists of, as paths below `dist/`. */
export interface PageFiles {
  readonly script: string;
  readonly styles: readonly string[];
  /** Folders below `dist/` that it may load from. */
  readonly folders: readonly string[];
  /** Folders elsewhere that it may load from. */
  readonly others?: readonly vscode.Uri[];
  readonly title: string;
}

/** Gives a webview its page, which may load our own files and nothing else but `others`. */
export function loadPage(webview: vscode.Webview, extension: vscode.Uri, files: PageFiles): void {
  const within = (path: string): vscode.Uri => vscode.Uri.joinPath(extension, 'dist', path);
  const address = (path: string): string => webview.asWebviewUri(within(path)).toString();
  webview.options = {
    enableScripts: true,
    localResourceRoots: [...files.folders.map(within), ...(files.others ?? [])],
  };
  webview.html = pageHtml({
    source: webview.cspSource,
    nonce: randomBytes(16).toString('hex'),
    script: address(files.script),
    styles: files.styles.map(address),
    title: files.title,
  });
}
