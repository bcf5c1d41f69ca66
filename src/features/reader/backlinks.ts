import type * as vscode from 'vscode';

/** A place of one's own files that mentions a thing of the atlas. */
export interface Backlink {
  /** Path from the library's root. */
  readonly document: string;
  readonly where: string;
  readonly excerpt: string;
  readonly open: () => Thenable<unknown>;
}

export interface Backlinks {
  /** @param except absolute path of a file whose own mentions do not count */
  readonly of: (card: string, except: string | null) => readonly Backlink[];
  readonly onDidChange: vscode.Event<void>;
}
