import * as vscode from 'vscode';
import { AtlasError } from '../../core/errors.ts';
import type { Services } from '../host/services.ts';
import { citationText } from './citationText.ts';

/**
 * Writes a citation of a paper (or of a concept's defining paper) at each cursor of the active editor.
 * @throws AtlasError when no editor is active, or the thing has no paper
 */
export async function insertCitation(
  { engine, t }: Pick<Services, 'engine' | 't'>,
  id: string,
): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    throw new AtlasError(
      'ATLAS-USAGE',
      t('Open the document that the citation belongs into, then try again.'),
    );
  }
  const { key } = await engine.request('cite', { id });
  const { document, selections } = editor;
  const done = await editor.edit((edit) => {
    for (const { start, end } of selections) {
      const before = document.lineAt(start.line).text.slice(0, start.character);
      edit.replace(new vscode.Range(start, end), citationText(document.languageId, key, before));
    }
  });
  if (!done) throw new AtlasError('ATLAS-USAGE', t('The document cannot be edited.'), document.uri.fsPath);
  const collapsed = editor.selections.map(({ end }) => new vscode.Selection(end, end));
  editor.selections = collapsed;
}
