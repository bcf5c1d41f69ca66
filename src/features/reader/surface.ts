import type * as vscode from 'vscode';

/** What a reader is shown on: an editor tab, or the view of the sidebar. */
export interface Surface {
  readonly kind: 'tab' | 'view';
  readonly webview: vscode.Webview;
  /** Is it what the person looks at? */
  readonly isActive: () => boolean;
  readonly reveal: () => void;
  readonly setTitle: (title: string) => void;
  readonly onDidDispose: (listener: () => void) => void;
}

const LONGEST_TITLE = 48;

export const panelSurface = (panel: vscode.WebviewPanel): Surface => ({
  kind: 'tab',
  webview: panel.webview,
  isActive: () => panel.active,
  reveal: () => panel.reveal(undefined, false),
  setTitle: (title) => {
    panel.title = title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE - 1)}…` : title;
  },
  onDidDispose: (listener) => panel.onDidDispose(listener),
});

export const viewSurface = (view: vscode.WebviewView): Surface => ({
  kind: 'view',
  webview: view.webview,
  isActive: () => view.visible,
  reveal: () => view.show(false),
  setTitle: (title) => {
    view.description = title;
  },
  onDidDispose: (listener) => view.onDidDispose(listener),
});
