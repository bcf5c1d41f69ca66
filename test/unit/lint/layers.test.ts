import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { ESLint } from 'eslint';

const root = path.resolve(import.meta.dirname, '../../..');
const eslint = new ESLint({
  cwd: root,
  // The virtual files below are on no disk, so the type-aware rules cannot see them; the layer rules need no types.
  overrideConfig: [{ files: ['**/*.ts'], languageOptions: { parserOptions: { projectService: false } } }],
  ruleFilter: ({ ruleId }) => /^boundaries\/|^no-restricted-(imports|globals|syntax)$/.test(ruleId),
});

/** The rules that a file with this text breaks. */
async function broken(filePath: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: path.join(root, filePath) });
  return (result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message);
}

test('a file under src/ on no layer fails', async () => {
  assert.deepEqual(await broken('src/utils/strings.ts', 'export const a = 1;\n'), [
    'boundaries/no-unknown-files',
  ]);
  assert.deepEqual(await broken('src/helpers.ts', 'export const a = 1;\n'), ['boundaries/no-unknown-files']);
  assert.deepEqual(await broken('src/core/strings.ts', 'export const a = 1;\n'), []);
});

test('an import across layers fails, in each way of importing', async () => {
  assert.ok(
    existsSync(path.join(root, 'src/protocol/requests.ts')),
    'the imported file must exist to be resolved',
  );
  for (const text of [
    `import { x } from '../protocol/requests.ts';\nexport const y = x;\n`,
    `import type { X } from '../protocol/requests.ts';\nexport type Y = X;\n`,
    `export { x } from '../protocol/requests.ts';\n`,
    `export const y = () => import('../protocol/requests.ts');\n`,
  ]) {
    for (const layer of ['core', 'content', 'inference', 'store']) {
      assert.deepEqual(
        await broken(`src/${layer}/a.ts`, text),
        ['boundaries/dependencies'],
        `${layer}: ${text}`,
      );
    }
    assert.deepEqual(await broken('src/features/search/a.ts', text), [], `features: ${text}`);
  }
});

test('a layer imports itself and the layers below it', async () => {
  const text = `export { AtlasError } from '../core/errors.ts';\n`;
  for (const layer of ['core', 'content', 'inference', 'store', 'engine', 'protocol', 'webview']) {
    assert.deepEqual(await broken(`src/${layer}/a.ts`, text), [], layer);
  }
  assert.deepEqual(await broken('src/extension.ts', `export { AtlasError } from './core/errors.ts';\n`), []);
  assert.deepEqual(await broken('src/cli.ts', `export { AtlasError } from './core/errors.ts';\n`), []);
});

test('the webview takes types alone from the protocol, the engine its validators too', async () => {
  const types = `export type { Requests } from '../protocol/requests.ts';\n`;
  const values = `export { requests } from '../protocol/requests.ts';\n`;
  assert.deepEqual(await broken('src/webview/a.ts', types), []);
  assert.deepEqual(await broken('src/webview/a.ts', values), ['boundaries/dependencies']);
  assert.deepEqual(await broken('src/engine/a.ts', types), []);
  assert.deepEqual(await broken('src/engine/a.ts', values), []);
});

test('only features/ and extension.ts import the editor', async () => {
  const text = `import * as vscode from 'vscode';\nexport const v = vscode.version;\n`;
  for (const file of [
    'src/core/a.ts',
    'src/engine/a.ts',
    'src/protocol/a.ts',
    'src/webview/a.ts',
    'src/cli.ts',
  ]) {
    assert.deepEqual(await broken(file, text), ['no-restricted-imports'], file);
    assert.deepEqual(
      await broken(file, `export const v = () => import('vscode');\n`),
      ['no-restricted-syntax'],
      file,
    );
  }
  for (const file of ['src/features/search/a.ts', 'src/extension.ts'])
    assert.deepEqual(await broken(file, text), [], file);
});

test('core and webview use nothing of Node', async () => {
  for (const layer of ['core', 'webview']) {
    const file = `src/${layer}/a.ts`;
    assert.deepEqual(await broken(file, `import { join } from 'node:path';\nexport const a = join;\n`), [
      'no-restricted-imports',
    ]);
    assert.deepEqual(await broken(file, `import { join } from 'path';\nexport const a = join;\n`), [
      'no-restricted-imports',
    ]);
    assert.deepEqual(await broken(file, `export const a = () => import('node:path');\n`), [
      'no-restricted-syntax',
    ]);
    assert.deepEqual(await broken(file, 'export const a = process.argv;\n'), ['no-restricted-globals']);
  }
  assert.deepEqual(
    await broken('src/store/a.ts', `import { join } from 'node:path';\nexport const a = join;\n`),
    [],
  );
});
