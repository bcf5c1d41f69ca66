import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { atlas, tabWith } from './atlas.ts';

suite('library', () => {
  test("the workspace's notes are indexed, found, and open in the reader", async () => {
    const { request } = await atlas();
    const [folder] = vscode.workspace.workspaceFolders!;
    await vscode.commands.executeCommand('vlmAtlas.addFolder', folder!.uri);
    const { hits } = await request('search', { query: 'temperature of CLIP', scope: 'library' });
    const hit = hits.find(({ document }) => document.endsWith('clip-temperature.md'));
    assert.ok(hit, `found: ${hits.map(({ document }) => document).join(', ')}`);
    await vscode.commands.executeCommand('vlmAtlas.openConcept', hit.id);
    const { titles, language } = await request('read', { id: hit.id });
    await tabWith(titles[language].slice(0, 20));
  });
});
