import * as vscode from 'vscode';
import { AtlasError } from '../../core/errors.ts';
import type { ReadAnswer } from '../../protocol/requests.ts';
import type { Services } from '../host/services.ts';
import { linkTarget, rootOf } from './linkTarget.ts';
import { paperOfAddress, previewOf, type Preview } from './preview.ts';

/** Something that the reader itself shows. */
export interface ReadNext {
  /** Id of a hit, or the address of a file. */
  readonly id: string;
  /** A heading or footnote in it. */
  readonly anchor: string | null;
}

/**
 * Follows a link of a document: out of the editor, into an editor, or to what the reader is to show.
 * @param answer the document that holds it; null: no document
 * @returns null when there is nothing for the reader to show
 * @throws AtlasError `ATLAS-NOT-FOUND` for a link that may not be followed
 */
export async function followLink(
  href: string,
  answer: ReadAnswer | null,
  t: Services['t'],
): Promise<ReadNext | null> {
  const { document = '', file = null } = answer ?? {};
  const target = linkTarget(href, document);
  if (target.type === 'read') return { id: target.id, anchor: null };
  if (target.type === 'outside') {
    await vscode.env.openExternal(vscode.Uri.parse(target.url));
    return null;
  }
  const root = file === null ? null : rootOf(document, file);
  if (target.type === 'none' || root === null) {
    const message = t('The link {0} leads to nothing that can be opened.', href);
    throw new AtlasError('ATLAS-NOT-FOUND', message, href);
  }
  const { path, fragment } = target;
  const uri = vscode.Uri.joinPath(vscode.Uri.file(root), path);
  if (/\.pdf$/i.test(path)) return { id: uri.with({ fragment }).toString(), anchor: null };
  if (/\.(?:md|markdown|txt)$/i.test(path)) return { id: uri.toString(), anchor: fragment || null };
  await vscode.commands.executeCommand('vscode.open', uri);
  return null;
}

/** What a small card says about where a link leads; null when it leads to nothing of the atlas. */
export async function previewLink(
  href: string,
  answer: ReadAnswer | null,
  { atlas, language }: Pick<Services, 'atlas' | 'language'>,
): Promise<Preview | null> {
  const [contents, terms] = await Promise.all([atlas.contents(), atlas.terms()]);
  if (!contents || !terms) return null;
  const target = linkTarget(href, answer?.document ?? '');
  const id =
    target.type === 'read' ? target.id : target.type === 'outside' ? paperOfAddress(target.url, terms) : href;
  return id === null ? null : previewOf(id, contents, terms, answer?.language ?? language);
}
