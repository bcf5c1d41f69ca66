import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const texts = (path: string): Record<string, string> => JSON.parse(read(path)) as Record<string, string>;
const placeholders = (text: string): string[] => [...new Set(text.match(/\{\d\}/g))].sort();

/** Every text given to `t`. */
function usedTexts(): Set<string> {
  const used = new Set<string>();
  for (const path of ['src/extension.ts', ...globSync('src/features/**/*.ts', { cwd: root })]) {
    for (const [, text] of read(path).matchAll(/\bt\(\s*'((?:[^'\\]|\\.)*)'/g))
      used.add(text!.replaceAll("\\'", "'"));
  }
  return used;
}

test('the manifest has the same texts in both languages, and uses each of them', () => {
  const english = Object.keys(texts('package.nls.json'));
  assert.deepEqual(Object.keys(texts('package.nls.zh-cn.json')).sort(), [...english].sort());
  const manifest = read('package.json');
  const used = [...manifest.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key!);
  assert.deepEqual([...new Set(used)].sort(), [...english].sort());
});

test('every text of the interface has a Chinese translation, and none is left over', () => {
  assert.deepEqual(Object.keys(texts('l10n/bundle.l10n.zh-cn.json')).sort(), [...usedTexts()].sort());
});

test('a call of t always has a literal text, so that none escapes these checks', () => {
  for (const path of globSync('src/features/**/*.ts', { cwd: root })) {
    const other = [...read(path).matchAll(/[^.\w]t\((?!\s*')[^)]{0,40}/g)].map(([call]) => call.trim());
    assert.deepEqual(other, [], path);
  }
});

test('a translation has the placeholders of its text and is Chinese', () => {
  for (const [text, translation] of Object.entries(texts('l10n/bundle.l10n.zh-cn.json'))) {
    assert.deepEqual(placeholders(translation), placeholders(text), text);
    assert.match(translation, /\p{Script=Han}/u, text);
  }
});

test('every command of the manifest is registered, and the other way round', () => {
  interface Manifest {
    readonly contributes: { readonly commands: readonly { readonly command: string }[] };
  }
  const manifest = JSON.parse(read('package.json')) as Manifest;
  const declared = manifest.contributes.commands.map(({ command }) => command);
  const registered: string[] = [];
  for (const path of globSync('src/features/**/*.ts', { cwd: root })) {
    for (const [, name] of read(path).matchAll(/registerCommand\(services, '(\w+)'/g))
      registered.push(`vlmAtlas.${name}`);
  }
  assert.deepEqual(registered.sort(), declared.sort());
});
