import * as vscode from 'vscode';
import { atlasLink } from './atlasLink.ts';
import type { Services } from './services.ts';

/** Puts a link that opens the thing in this editor into the clipboard, and says so. */
export async function copyLink(
  { context, t }: Pick<Services, 'context' | 't'>,
  id: string,
  title: string,
): Promise<void> {
  await vscode.env.clipboard.writeText(atlasLink(vscode.env.uriScheme, context.extension.id, id));
  vscode.window.setStatusBarMessage(t('Link copied: {0}', title), 4000);
}
