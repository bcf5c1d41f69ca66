import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { atlas, codeOf, search, until } from './atlas.ts';

const QUESTION = 'why does contrastive training need a large batch';

/** Kills the engine that runs, and waits for the next one. */
async function killEngine(): Promise<void> {
  const { enginePid } = await atlas();
  const pid = await until('a running engine', () => enginePid() ?? undefined);
  process.kill(pid, 'SIGKILL');
  await until('another engine', () => (enginePid() === pid ? undefined : (enginePid() ?? undefined)));
}

suite('losing the engine', () => {
  test('a kill in mid-question gives an error with a code; the next question is answered by a new engine', async () => {
    const { enginePid } = await atlas();
    const host = process.pid;
    await search(QUESTION);
    const before = enginePid()!;
    // Halted first, so that it cannot answer before it dies.
    process.kill(before, 'SIGSTOP');
    const lost = search(QUESTION).then(
      () => 'answered',
      (error: unknown) => codeOf(error),
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    process.kill(before, 'SIGKILL');
    assert.equal(await lost, 'ATLAS-ENGINE-CRASHED');
    const { hits } = await search(QUESTION);
    assert.ok(hits.length > 0);
    assert.notEqual(enginePid(), before);
    assert.equal(process.pid, host);
  });

  test('after many kills keyword search goes on in safe mode, and a restart ends that', async () => {
    await vscode.commands.executeCommand('vlmAtlas.restartEngine');
    for (let kill = 0; kill < 6; kill++) await killEngine();
    const { hits, mode } = await search('M-RoPE');
    assert.equal(mode, 'keyword');
    assert.equal(hits[0]?.id, 'm-rope');
    await vscode.commands.executeCommand('vlmAtlas.restartEngine');
    assert.equal((await search('M-RoPE')).mode, 'hybrid');
  });
});
