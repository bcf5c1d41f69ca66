import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from './atlas.ts';

/** The text of what is shown for the word `marked` of a document. */
async function hoverOn(languageId: string, content: string, marked: string): Promise<string> {
  const document = await vscode.workspace.openTextDocument({ language: languageId, content });
  const position = document.positionAt(content.indexOf(marked) + 1);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    position,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .filter((text) => text.includes('command:vlmAtlas.'))
    .join('\n');
}

suite('hover', () => {
  test('terms in both languages, code symbols and arXiv ids are explained', async () => {
    const cases: readonly (readonly [language: string, content: string, marked: string, title: RegExp])[] = [
      ['markdown', 'Positions come from M-RoPE here.', 'M-RoPE', /\*\*M-RoPE\*\*/],
      ['markdown', '位置用多模态旋转位置编码给出。', '多模态旋转', /M-RoPE/],
      ['python', 'from transformers import Qwen2VLForConditionalGeneration', 'Qwen2VLFor', /Qwen2-VL/],
      ['plaintext', 'Compare 2103.00020 with later work.', '2103', /Learning Transferable Visual Models/],
      ['markdown', 'See [@clip] for the loss.', 'clip', /Learning Transferable Visual Models/],
    ];
    for (const [language, content, marked, title] of cases)
      assert.match(await hoverOn(language, content, marked), title, marked);
  });

  test('a concept comes with its sentence, paper, drawing and actions', async () => {
    const text = await hoverOn('markdown', 'Positions come from M-RoPE here.', 'M-RoPE');
    assert.match(text, /three: time, height and width/);
    assert.match(text, /Peng Wang et al\\?\., 2024/);
    assert.match(text, /figures\/m-rope\.en\.png\|width=/);
    for (const command of ['openConcept', 'openPaper', 'copyBibtex', 'searchLikeThis', 'hoverNotHere'])
      assert.ok(text.includes(`command:vlmAtlas.${command}?`), command);
  });

  test("a citation key means what the workspace's .bib files say", async () => {
    const folder = vscode.workspace.workspaceFolders![0]!.uri;
    const file = vscode.Uri.joinPath(folder, 'hover.bib');
    const entry = '@article{radford2021clip,\n  title = {Some title},\n  eprint = {2103.00020}\n}\n';
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(entry));
    try {
      await until('the key is known', async () => {
        const text = await hoverOn('latex', 'see \\cite{other, radford2021clip}', 'radford');
        return /Learning Transferable/.test(text) || undefined;
      });
      assert.match(await hoverOn('bibtex', entry, 'radford'), /Learning Transferable/);
    } finally {
      await vscode.workspace.fs.delete(file);
    }
  });

  test('ordinary words stay ordinary, and company makes terms of them', async () => {
    assert.equal(await hoverOn('markdown', 'The temperature in Oslo will fall tonight.', 'temperature'), '');
    assert.equal(await hoverOn('markdown', 'The substation got a new transformer.', 'transformer'), '');
    assert.equal(await hoverOn('markdown', '今天气温低，注意力要集中。', '注意力'), '');
    const text = 'CLIP divides the cosine by a learned temperature; SigLIP adds a bias.';
    assert.match(await hoverOn('markdown', text, 'temperature'), /\*\*Temperature/i);
  });

  test('"not here" silences a term in the workspace, and the setting all of them', async () => {
    void vscode.commands.executeCommand('vlmAtlas.hoverNotHere', 'siglip');
    await until('silence', async () =>
      (await hoverOn('markdown', 'SigLIP and CLIP.', 'SigLIP')) === '' ? true : undefined,
    );
    assert.notEqual(await hoverOn('markdown', 'SigLIP and CLIP.', 'CLIP.'), '');
    const settings = vscode.workspace.getConfiguration('vlmAtlas.hover');
    await settings.update('eagerness', 'off', vscode.ConfigurationTarget.Global);
    try {
      assert.equal(await hoverOn('markdown', 'SigLIP and CLIP.', 'CLIP.'), '');
    } finally {
      await settings.update('eagerness', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
