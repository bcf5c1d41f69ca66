import * as vscode from 'vscode';
import type { Translate } from '../host/translate.ts';
import type { Mentions } from '../library/mentions.ts';
import { placeLabel } from '../library/placeLabel.ts';

/** A document of one's own that mentions a thing of the atlas, at its first place. */
export interface Backlink {
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

/** What of the reader's notes, passages and code mentions the things of the atlas. */
export const libraryBacklinks = (mentions: Mentions, t: Translate): Backlinks => ({
  of: (card, except) =>
    mentions
      .of(card)
      .filter(({ file }) => file !== except)
      .map((mention) => {
        const { file, line, cell, heading, excerpt, count } = mention;
        const times = count > 1 ? t('{0} places', count) : '';
        return {
          document: placeLabel(mention, t),
          where: [heading, times].filter(Boolean).join(' · '),
          excerpt,
          open: () =>
            vscode.commands.executeCommand(
              'vlmAtlas.openPlace',
              vscode.Uri.file(file).toString(),
              line,
              cell,
            ),
        };
      }),
  onDidChange: mentions.onDidChange,
});
