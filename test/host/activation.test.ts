import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { atlas, atlasExtension, mappedNatives, search } from './atlas.ts';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

suite('activation', () => {
  test('registers, and starts no engine', async () => {
    const api = await atlas();
    console.log(`  activate() took ${api.activationTime.toFixed(2)} ms`);
    assert.equal(api.enginePid(), null);
    assert.deepEqual(mappedNatives(), []);
  });

  test('every command of the manifest is there', async () => {
    await atlas();
    const { contributes } = atlasExtension().packageJSON as Manifest;
    const known = new Set(await vscode.commands.getCommands(true));
    const missing = contributes.commands
      .map(({ command }) => command)
      .filter((command) => !known.has(command));
    assert.deepEqual(missing, []);
  });

  test('a question is answered by another process, and nothing native enters this one', async () => {
    const { hits, abstained, mode } = await search('how does Qwen2-VL give positions to video tokens');
    assert.equal(abstained, false);
    assert.equal(mode, 'hybrid');
    assert.equal(hits[0]?.id, 'm-rope');
    const { enginePid } = await atlas();
    assert.notEqual(enginePid(), null);
    assert.notEqual(enginePid(), process.pid);
    assert.deepEqual(mappedNatives(), []);
  });
});
