import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { atlas, atlasExtension, tabWith, until } from './atlas.ts';

interface Manifest {
  readonly contributes: {
    readonly viewsContainers: { readonly activitybar: readonly { readonly id: string }[] };
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly menus: Readonly<Record<string, readonly { readonly command: string }[]>>;
  };
}

const write = (file: vscode.Uri, text: string): Thenable<void> =>
  vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));

suite('trees', () => {
  test('the container and its views are there', async () => {
    await atlas();
    const { contributes } = atlasExtension().packageJSON as Manifest;
    assert.deepEqual(
      contributes.viewsContainers.activitybar.map(({ id }) => id),
      ['vlmAtlas'],
    );
    const views = contributes.views['vlmAtlas']!.map(({ id }) => id);
    assert.deepEqual(views.slice(0, 3), ['vlmAtlas.atlas', 'vlmAtlas.library', 'vlmAtlas.reader']);
    const known = new Set(await vscode.commands.getCommands(true));
    for (const command of [...views.map((id) => `${id}.focus`), 'workbench.view.extension.vlmAtlas'])
      assert.ok(known.has(command), command);
  });

  test('what needs an entry of a tree is not offered in the command palette', () => {
    const { menus } = (atlasExtension().packageJSON as Manifest).contributes;
    const hidden = menus['commandPalette']!.map(({ command }) => command);
    for (const { command } of menus['view/item/context']!) assert.ok(hidden.includes(command), command);
  });

  test('an entry opens to the side, and its link lands in the clipboard', async () => {
    const entry = { label: 'SigLIP', target: 'siglip', file: null };
    await vscode.commands.executeCommand('vlmAtlas.treeOpenToSide', entry);
    await tabWith('SigLIP');
    await vscode.commands.executeCommand('vlmAtlas.treeCopyLink', entry);
    assert.match(
      await vscode.env.clipboard.readText(),
      /^\w[\w-]*:\/\/vlm-atlas\.vlm-atlas\/open\?id=siglip$/,
    );
    await vscode.commands.executeCommand('vlmAtlas.treeOpenInEditor', { label: 7, target: {}, file: null });
  });

  test('the engine tells which documents have changed since they were indexed', async () => {
    const { request } = await atlas();
    const folder = vscode.workspace.workspaceFolders![0]!.uri;
    const file = vscode.Uri.joinPath(folder, 'states.md');
    const stateOf = async (): Promise<string | undefined> =>
      (await request('library', {})).folders
        .flatMap(({ documents }) => documents)
        .find((document) => document.file.endsWith('states.md'))?.state;
    const index = (): Thenable<unknown> => request('index', { folder: folder.fsPath });
    await write(file, '# States\n\nA text.\n');
    try {
      assert.equal(await stateOf(), undefined);
      await index();
      assert.equal(await stateOf(), 'indexed');
      await write(file, '# States\n\nAnother, longer text.\n');
      await until('the change', async () => ((await stateOf()) === 'changed' ? true : undefined));
    } finally {
      await vscode.workspace.fs.delete(file);
    }
    assert.equal(await stateOf(), 'gone');
    await index();
    assert.equal(await stateOf(), undefined);
  });
});
