import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { atlas, tabWith, until } from './atlas.ts';

const folder = (): vscode.Uri => vscode.workspace.workspaceFolders![0]!.uri;
const inFolder = (...path: string[]): vscode.Uri => vscode.Uri.joinPath(folder(), ...path);
const write = (file: vscode.Uri, text: string): Thenable<void> =>
  vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
const remove = async (file: vscode.Uri): Promise<void> => {
  try {
    await vscode.workspace.fs.delete(file, { recursive: true });
  } catch {
    // It was not made.
  }
};

const untitled = (language: string, content: string): Thenable<vscode.TextDocument> =>
  vscode.workspace.openTextDocument({ language, content });

/** Where `marked` begins in a document, and one character on. */
const placeOf = (document: vscode.TextDocument, marked: string): vscode.Position =>
  document.positionAt(document.getText().indexOf(marked) + 1);

/** Our hovers at a place, each as its Markdown. */
async function hoversAt(document: vscode.TextDocument, marked: string): Promise<string[]> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    placeOf(document, marked),
  );
  return hovers
    .map(({ contents }) => contents.map((each) => (typeof each === 'string' ? each : each.value)).join('\n'))
    .filter((text) => text.includes('command:vlmAtlas.'));
}

async function definitionsAt(
  document: vscode.TextDocument,
  marked: string,
): Promise<{ uri: vscode.Uri; line: number; character: number }[]> {
  const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
    'vscode.executeDefinitionProvider',
    document.uri,
    placeOf(document, marked),
  );
  return found.map((each) => {
    const [uri, { start }] =
      'targetUri' in each ? [each.targetUri, each.targetRange] : [each.uri, each.range];
    return { uri, line: start.line, character: start.character };
  });
}

async function keysOffered(document: vscode.TextDocument, at: vscode.Position) {
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    at,
  );
  return items.filter(({ kind }) => kind === vscode.CompletionItemKind.Reference);
}

const labelOf = ({ label }: vscode.CompletionItem): string =>
  typeof label === 'string' ? label : label.label;

async function linksIn(document: vscode.TextDocument): Promise<string[]> {
  const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
    'vscode.executeLinkProvider',
    document.uri,
  );
  return links
    .map(({ range, target }) => `${document.getText(range)} → ${target?.toString(true)}`)
    .filter((link) => /arxiv\.org|doi\.org/.test(link))
    .sort();
}

suite('hovers', () => {
  test('a word gets one hover of ours, also where names overlap', async () => {
    const document = await untitled(
      'markdown',
      'CLIP and a latent diffusion model with cross-attention. See [@clip] and arXiv:2103.00020.',
    );
    for (const word of ['CLIP', 'latent', 'diffusion', 'model', 'cross', 'clip]', '2103'])
      assert.equal((await hoversAt(document, word)).length, 1, word);
  });
});

suite('go to definition', () => {
  test('a citation key leads to its entry, known to the atlas or not', async () => {
    const bib = inFolder('definitions.bib');
    await write(
      bib,
      '% mine\n@article{radford2021,\n  eprint = {2103.00020}\n}\n\n@book{own, title = {Mine}}\n',
    );
    try {
      const tex = await untitled('latex', 'see \\cite{own, radford2021}');
      const entry = await until('the key is known', async () => (await definitionsAt(tex, 'radford'))[0]);
      assert.deepEqual([entry.uri.toString(), entry.line, entry.character], [bib.toString(), 1, 9]);
      const markdown = await untitled('markdown', 'see [@own]');
      const [own] = await definitionsAt(markdown, 'own');
      assert.deepEqual([own?.uri.toString(), own?.line, own?.character], [bib.toString(), 5, 6]);
    } finally {
      await remove(bib);
    }
  });

  test('a term leads to its card as a read-only document, and a paper to its page', async () => {
    const document = await untitled('markdown', 'Positions come from M-RoPE, as CLIP [2103.00020] did not.');
    const [card] = await definitionsAt(document, 'M-RoPE');
    assert.equal(card?.uri.toString(true), 'vlm-atlas:/m-rope/M-RoPE.md');
    const opened = await vscode.workspace.openTextDocument(card.uri);
    assert.equal(opened.languageId, 'markdown');
    assert.match(opened.getText(), /^# M-RoPE\n\nThe position scheme of the language model in Qwen2-VL/);
    const [paper] = await definitionsAt(document, '2103');
    assert.match(
      (await vscode.workspace.openTextDocument(paper!.uri)).getText(),
      /^# Learning Transferable Visual Models[\s\S]*## Introduces\n\n[\s\S]*\n- CLIP – /,
    );
    const nothing = await vscode.workspace.openTextDocument(vscode.Uri.parse('vlm-atlas:/no-such-card/x.md'));
    assert.match(nothing.getText(), /no-such-card.*ATLAS-NOT-FOUND/);
  });

  test('in Python names keep the definition that the language gives, and papers have ours', async () => {
    const document = await untitled(
      'python',
      'from transformers import CLIPModel\n# loss of arXiv:2103.00020\nmodel = CLIPModel()\n',
    );
    const uris = (found: readonly { uri: vscode.Uri }[]): string[] => found.map(({ uri }) => uri.scheme);
    assert.ok(!uris(await definitionsAt(document, 'CLIPModel')).includes('vlm-atlas'));
    assert.equal((await hoversAt(document, 'CLIPModel')).length, 1);
    assert.deepEqual(uris(await definitionsAt(document, '2103')), ['vlm-atlas']);
    const config = await untitled('yaml', 'model: openai/clip-vit-base-patch32\n');
    assert.deepEqual(uris(await definitionsAt(config, 'openai')), ['vlm-atlas']);
  });

  test('what is not explained has no definition', async () => {
    const weather = await untitled('markdown', 'The temperature in Oslo will fall tonight.');
    assert.deepEqual(await definitionsAt(weather, 'temperature'), []);
    const document = await untitled('markdown', 'CLIP and SAM.');
    const settings = vscode.workspace.getConfiguration('vlmAtlas.hover');
    await settings.update('eagerness', 'off', vscode.ConfigurationTarget.Global);
    try {
      assert.deepEqual(await definitionsAt(document, 'CLIP'), []);
    } finally {
      await settings.update('eagerness', undefined, vscode.ConfigurationTarget.Global);
    }
    assert.equal((await definitionsAt(document, 'CLIP')).length, 1);
  });
});

suite('completion of citation keys', () => {
  test("offers the workspace's entries and the atlas's other papers inside a citation alone", async () => {
    const bib = inFolder('completion', 'mine.bib');
    await write(
      bib,
      '@article{radford2021, author = {Radford, Alec and others}, year = 2021, title = {Learning Transferable}, eprint = {2103.00020}}\n',
    );
    try {
      const document = await untitled('markdown', 'as in [@ra] and @ra');
      const items = await until('the entry is offered', async () => {
        const found = await keysOffered(document, new vscode.Position(0, 10));
        return found.some((each) => labelOf(each) === 'radford2021') ? found : undefined;
      });
      const own = items.find((each) => labelOf(each) === 'radford2021')!;
      assert.equal(own.detail, 'Radford et al., 2021');
      assert.equal(own.command, undefined);
      assert.match(own.filterText!, /radford2021.*Radford.*Learning/);
      const other = items.find((each) => labelOf(each) === 'sam');
      assert.equal(typeof other?.label === 'object' && other.label.description, 'VLM Atlas');
      assert.ok(own.sortText! < other!.sortText!);
      // The example library cites CLIP by the atlas's own key.
      assert.ok(!items.some((each) => labelOf(each) === 'clip' && each.command));
      assert.deepEqual(await keysOffered(document, new vscode.Position(0, 19)), []);
      const tex = await untitled('latex', '\\citep[p.~3]{one, ra');
      assert.ok((await keysOffered(tex, new vscode.Position(0, 20))).length > 10);
    } finally {
      await remove(inFolder('completion'));
    }
  });

  test("accepting one of the atlas's papers writes its entry into the nearest .bib file, and it can be undone", async () => {
    const bib = inFolder('accepting', 'mine.bib');
    const note = inFolder('accepting', 'note.md');
    await write(bib, '@misc{own, title = {Mine}}');
    await write(note, 'as in [@');
    try {
      const document = await vscode.workspace.openTextDocument(note);
      await vscode.window.showTextDocument(document);
      const item = await until('the bibliography is read', async () => {
        const items = await keysOffered(document, new vscode.Position(0, 8));
        return items.some((each) => labelOf(each) === 'own')
          ? items.find((each) => labelOf(each) === 'sam')
          : undefined;
      });
      await vscode.commands.executeCommand(item.command!.command, ...item.command!.arguments!);
      const opened = await vscode.workspace.openTextDocument(bib);
      assert.match(
        opened.getText(),
        /^@misc\{own, title = \{Mine\}\}\n\n@\w+\{sam,\n {2}title = [\s\S]*\n\}\n$/,
      );
      assert.equal(opened.isDirty, false);
      const [entry] = await definitionsAt(await untitled('markdown', 'see [@sam]'), 'sam');
      assert.equal(entry?.uri.toString(), bib.toString());
      // A second time nothing is added.
      await vscode.commands.executeCommand(item.command!.command, ...item.command!.arguments!);
      assert.equal(opened.getText().match(/@\w+\{sam,/g)?.length, 1);
      await vscode.window.showTextDocument(opened);
      await vscode.commands.executeCommand('undo');
      assert.equal(opened.getText(), '@misc{own, title = {Mine}}');
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await remove(inFolder('accepting'));
    }
  });
});

suite('a bibliography that is not there yet', () => {
  test('is made beside the document', async () => {
    const example = inFolder('references.bib');
    const away = inFolder('references.txt');
    const note = inFolder('first', 'note.md');
    await write(note, 'as in [@');
    await vscode.workspace.fs.rename(example, away);
    try {
      const command = ['vlmAtlas.addToBibliography', 'paper:sam', 'kirillov2023', note.toString()] as const;
      await vscode.commands.executeCommand(...command);
      const made = await vscode.workspace.openTextDocument(inFolder('first', 'references.bib'));
      assert.match(made.getText(), /^@\w+\{kirillov2023,\n {2}title = /);
      assert.equal(made.isDirty, false);
    } finally {
      await vscode.workspace.fs.rename(away, example);
      await remove(inFolder('first'));
    }
  });
});

suite('links', () => {
  test('arXiv ids and DOIs lead to their page where they are meant', async () => {
    const document = await untitled(
      'plaintext',
      'arXiv:2401.12345, 2103.00020 but not 2401.99999; doi:10.1000/x; https://arxiv.org/abs/2103.00020',
    );
    const links = await linksIn(document);
    assert.deepEqual(links.slice(0, 3), [
      '2103.00020 → https://arxiv.org/abs/2103.00020',
      'arXiv:2401.12345 → https://arxiv.org/abs/2401.12345',
      'doi:10.1000/x → https://doi.org/10.1000/x',
    ]);
    // The address itself is VS Code's own link, once.
    assert.ok(links.slice(3).every((link) => link.startsWith('https://')) && links.length <= 4);
    const json = await untitled('json', '{"lr": 2103.00020, "paper": "arXiv:2103.00020"}');
    assert.deepEqual(await linksIn(json), ['arXiv:2103.00020 → https://arxiv.org/abs/2103.00020']);
  });
});

suite('notebooks', () => {
  const cells = [
    { cell_type: 'markdown', metadata: {}, source: ['# Contrast\n', '\n', 'CLIP and BLIP-2, see [@clip].'] },
    {
      cell_type: 'code',
      metadata: {},
      execution_count: null,
      outputs: [],
      source: ['# after arXiv:2401.12345\n', 'from transformers import CLIPModel'],
    },
    { cell_type: 'markdown', metadata: {}, source: ['Then the temperature is learned.'] },
  ];
  const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells };

  test('cells are explained, with company from the cells around them', async () => {
    const file = inFolder('hover.ipynb');
    await write(file, JSON.stringify(notebook));
    try {
      const opened = await vscode.workspace.openNotebookDocument(file);
      await vscode.window.showNotebookDocument(opened);
      const [text, code, last] = opened.getCells().map(({ document }) => document);
      assert.equal(code!.languageId, 'python');
      const hover = async (document: vscode.TextDocument, word: string, title: RegExp): Promise<void> => {
        const hovers = await hoversAt(document, word);
        assert.equal(hovers.length, 1, word);
        assert.match(hovers[0]!, title);
      };
      await hover(text!, 'BLIP-2', /\*\*BLIP\\?-2\*\*/);
      await hover(code!, 'CLIPModel', /\*\*CLIP\*\*/);
      await hover(last!, 'temperature', /\*\*Temperature/);
      assert.equal((await definitionsAt(last!, 'temperature'))[0]?.uri.scheme, 'vlm-atlas');
      assert.deepEqual(await linksIn(code!), ['arXiv:2401.12345 → https://arxiv.org/abs/2401.12345']);
      assert.ok((await keysOffered(text!, placeOf(text!, 'clip]'))).length > 10);
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await remove(file);
    }
  });
});

suite("mentions of the reader's own library", () => {
  test('stand in a hover once the library was indexed, follow changes, and open their place', async () => {
    const note = inFolder('mentions', 'positions.md');
    const file = inFolder('mentions', 'run.ipynb');
    await write(note, '# Positions\n\nAll about M-RoPE.\n');
    await write(
      file,
      JSON.stringify({
        nbformat: 4,
        nbformat_minor: 5,
        metadata: {},
        cells: [
          { cell_type: 'markdown', metadata: {}, source: ['# Run'] },
          { cell_type: 'markdown', metadata: {}, source: ['With M-RoPE.'] },
        ],
      }),
    );
    try {
      await atlas();
      const document = await untitled('markdown', 'Positions come from M-RoPE here.');
      await vscode.commands.executeCommand('vlmAtlas.addFolder', folder());
      const line = (text: string | undefined): string => /^In your library: .*$/m.exec(text ?? '')?.[0] ?? '';
      const hover = await until('the library line', async () => {
        const [text] = await hoversAt(document, 'M-RoPE');
        return line(text).includes('positions.md') ? line(text) : undefined;
      });
      assert.match(hover, /mentions\/positions\.md:3/);
      assert.match(hover, /mentions\/run\.ipynb, cell 2, line 1/);
      const own = await vscode.workspace.openTextDocument(note);
      assert.doesNotMatch(line((await hoversAt(own, 'M-RoPE'))[0]), /positions\.md/);
      await vscode.commands.executeCommand('vlmAtlas.openPlace', note.toString(), 2, null);
      await tabWith('positions.md');
      assert.equal(vscode.window.activeTextEditor?.selection.active.line, 2);
      await vscode.commands.executeCommand('vlmAtlas.openPlace', file.toString(), 0, 1);
      await tabWith('run.ipynb');
      assert.equal(vscode.window.activeNotebookEditor?.selection.start, 1);
      const tabs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length;
      void vscode.commands.executeCommand(
        'vlmAtlas.openPlace',
        vscode.Uri.file('/etc/hostname').toString(),
        0,
      );
      void vscode.commands.executeCommand('vlmAtlas.openPlace', 'untitled:x', 0);
      await write(note, '# Positions\n\nNothing any more.\n');
      await until('the note is looked at again', async () => {
        const [text] = await hoversAt(document, 'M-RoPE');
        return line(text).includes('positions.md') ? undefined : true;
      });
      assert.equal(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length, tabs);
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await remove(inFolder('mentions'));
    }
  });
});
