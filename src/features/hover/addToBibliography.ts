import * as vscode from 'vscode';
import { AtlasError } from '../../core/errors.ts';
import { isAtlasId } from '../host/atlasLink.ts';
import type { Services } from '../host/services.ts';
import type { Bibliographies } from './bibliographies.ts';
import { nearestFile } from './nearestFile.ts';

const NEW_FILE = 'references.bib';

/**
 * Writes a paper of the atlas into the workspace's .bib file, the nearest where there are several, as an edit that
 * can be undone. Without any, `references.bib` is made beside the document.
 * @param paper `paper:KEY`; @param key the key to cite it by; @param document address of what cites it
 * @throws AtlasError `ATLAS-USAGE` when there is no folder to write to, and what the engine answers
 */
export async function addToBibliography(
  { engine, t }: Pick<Services, 'engine' | 't'>,
  bibliographies: Bibliographies,
  { paper, key, document }: { readonly paper: unknown; readonly key: unknown; readonly document: unknown },
): Promise<void> {
  if (!isAtlasId(paper) || typeof key !== 'string' || !/^[^\s,{}\\]+$/.test(key)) return;
  if ((await bibliographies.entries()).some((entry) => entry.key === key)) return;
  const citing = typeof document === 'string' ? vscode.Uri.parse(document) : undefined;
  const files = await bibliographies.files();
  const nearest =
    citing &&
    nearestFile(
      citing.path,
      files.map(({ path }) => path),
    );
  const file = files.find(({ path }) => path === nearest) ?? files[0];
  const target = file ?? newFile(citing);
  if (!target) {
    const message = t('Save the document first: {0} is made in its folder.', NEW_FILE);
    throw new AtlasError('ATLAS-USAGE', message);
  }
  const { bibtex } = await engine.request('cite', { id: paper });
  const entry = `${bibtex.replace(/^(@\w+\{)[^,]*/, (_, head: string) => head + key)}\n`;
  if (!(await append(target, entry, file === undefined))) {
    const message = t('The entry cannot be written to {0}.', target.fsPath);
    throw new AtlasError('ATLAS-FILE', message, target.fsPath);
  }
  bibliographies.forget();
  vscode.window.setStatusBarMessage(
    t('{0} was added to {1}.', key, vscode.workspace.asRelativePath(target)),
    4000,
  );
}

/** Beside the document; of one that is not saved yet, in the first folder of the workspace. */
function newFile(citing: vscode.Uri | undefined): vscode.Uri | null {
  if (citing && citing.scheme !== 'untitled') return vscode.Uri.joinPath(citing, '..', NEW_FILE);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return folder ? vscode.Uri.joinPath(folder, NEW_FILE) : null;
}

/** @returns false when the editor does not let it be written */
async function append(target: vscode.Uri, entry: string, make: boolean): Promise<boolean> {
  const edit = new vscode.WorkspaceEdit();
  let wasDirty = false;
  if (make) {
    edit.createFile(target, { ignoreIfExists: true });
    edit.insert(target, new vscode.Position(0, 0), entry);
  } else {
    const bib = await vscode.workspace.openTextDocument(target);
    wasDirty = bib.isDirty;
    const { range, text } = bib.lineAt(bib.lineCount - 1);
    const isEmpty = bib.getText().trim() === '';
    edit.insert(target, range.end, (isEmpty ? '' : text === '' ? '\n' : '\n\n') + entry);
  }
  if (!(await vscode.workspace.applyEdit(edit))) return false;
  // What the reader has not saved yet is theirs to save.
  return wasDirty || (await vscode.workspace.openTextDocument(target)).save();
}
