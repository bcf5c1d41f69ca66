import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { atlas, search, until } from './atlas.ts';

const setIsolation = (value: string | undefined): Thenable<void> =>
  vscode.workspace
    .getConfiguration('vlmAtlas')
    .update('engine.isolation', value, vscode.ConfigurationTarget.Global);

suite('the engine in the extension host', () => {
  suiteTeardown(() => setIsolation(undefined));

  test('answers as well, in this process', async () => {
    const { enginePid } = await atlas();
    await setIsolation('inHost');
    await until('the other engine to end', () => (enginePid() === null ? true : undefined));
    const { hits, mode } = await search('how does Qwen2-VL give positions to video tokens');
    assert.equal(mode, 'hybrid');
    assert.equal(hits[0]?.id, 'm-rope');
    assert.equal(enginePid(), process.pid);
  });
});
