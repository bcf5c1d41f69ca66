import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { tabLabels, tabWith, until } from './atlas.ts';

const run = (command: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(`vlmAtlas.${command}`, ...args);

async function textAfter(languageId: string, before: string, command: string, id: string): Promise<string> {
  const document = await vscode.workspace.openTextDocument({ language: languageId, content: before });
  const editor = await vscode.window.showTextDocument(document);
  const end = document.positionAt(before.length);
  editor.selection = new vscode.Selection(end, end);
  await run(command, id);
  return document.getText();
}

suite('commands', () => {
  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    for (const editor of vscode.window.visibleTextEditors) {
      await vscode.window.showTextDocument(editor.document);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('search with a question offers an answer that opens', async () => {
    await run('search', 'multimodal rotary position embedding');
    // The first row is accepted again and again until the answer stands there.
    await until('M-RoPE opened from the quick pick', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return tabLabels().find((label) => label.startsWith('M-RoPE'));
    });
  });

  test('search of a selection offers an answer that opens', async () => {
    const document = await vscode.workspace.openTextDocument({
      content: 'It uses latent diffusion for images.',
    });
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(0, 8, 0, 24);
    await run('searchSelection');
    await until('a card opened from the quick pick', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return tabLabels().find((label) => /latent/i.test(label));
    });
  });

  test('concepts and papers open by their id, with or without the prefix', async () => {
    await run('openConcept', 'clip');
    await tabWith('CLIP');
    await run('openPaper', 'paper:vit');
    await tabWith('An Image is Worth');
    await run('openPaper', 'qwen2vl');
    await tabWith('Qwen2-VL');
  });

  test('an id that does not exist leaves the reader open and the next one works', async () => {
    await run('openConcept', 'no-such-concept');
    await run('openConcept', 'siglip');
    await tabWith('SigLIP');
  });

  test('a citation is written as the language wants it', async () => {
    assert.equal(
      await textAfter('markdown', 'As shown ', 'insertCitation', 'paper:clip'),
      'As shown [@clip]',
    );
    assert.equal(await textAfter('markdown', 'So [@vit', 'insertCitation', 'paper:clip'), 'So [@vit; @clip');
    assert.equal(
      await textAfter('latex', 'As shown~', 'insertCitation', 'paper:clip'),
      'As shown~\\cite{clip}',
    );
  });

  test('BibTeX lands in the clipboard', async () => {
    await run('copyBibtex', 'paper:clip');
    const text = await until('BibTeX in the clipboard', async () => {
      const copied = await vscode.env.clipboard.readText();
      return copied.startsWith('@') ? copied : undefined;
    });
    assert.match(text, /^@\w+\{clip,/);
  });

  test('the health report opens', async () => {
    await run('showHealth');
    await tabWith('Health of VLM Atlas');
  });
});
