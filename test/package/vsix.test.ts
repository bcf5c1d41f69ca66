import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { allowedPatterns, matcher } from '../../scripts/lib/allowList.mjs';
import { zipDirectory } from '../../scripts/lib/zipDirectory.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const target = `${process.platform}-${process.arch}`;
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
const vsix = path.join(root, `dist/vsix/vlm-atlas-${target}-${version}.vsix`);

// vsce writes these two itself, and gives three texts names of its own.
const METADATA = ['extension.vsixmanifest', '[Content_Types].xml'];
const RENAMED = new Map([
  ['readme.md', 'README.md'],
  ['changelog.md', 'CHANGELOG.md'],
  ['LICENSE.txt', 'LICENSE'],
]);
const files = zipDirectory(vsix)
  .map(({ name }) => name)
  .filter((name) => !METADATA.includes(name))
  .map((name) => name.replace(/^extension\//, ''))
  .map((name) => RENAMED.get(name) ?? name);

test('the VSIX is at most 130 MB', () => {
  assert.ok(statSync(vsix).size <= 130e6, `${statSync(vsix).size} bytes`);
});

test('the VSIX holds nothing but what .vscodeignore allows', () => {
  const allowed = matcher(allowedPatterns());
  assert.deepEqual(
    files.filter((file) => !allowed(file)),
    [],
  );
  const needless = /\.(map|d\.ts|ts|py|log)$|(^|\/)(test|evaluation|src|scripts|shared|\.[^/]+)\//;
  assert.deepEqual(
    files.filter((file) => needless.test(file)),
    [],
  );
});

test('every pattern of the allow-list that must match something does', () => {
  const optional = /^(l10n|media|kb\/figures|kb\/notes|dist\/models)\/|\.txt$|\.md$|nls/;
  for (const pattern of allowedPatterns().filter((candidate) => !optional.test(candidate))) {
    assert.ok(files.some(matcher([pattern])), `nothing in the VSIX matches ${pattern}`);
  }
});

test('the VSIX holds the binaries of its own platform and of no other', () => {
  const native = files.filter((file) => /\.(node|so|so\.\d+|dylib|dll)$/.test(file));
  const own = `dist/node_modules/onnxruntime-node/bin/napi-v6/${process.platform}/${process.arch}/`;
  assert.ok(native.includes(`${own}onnxruntime_binding.node`));
  assert.ok(native.includes('dist/node_modules/hnswlib-node/build/Release/addon.node'));
  const foreign = native.filter(
    (file) => !file.startsWith(own) && !file.endsWith('/hnswlib-node/build/Release/addon.node'),
  );
  assert.deepEqual(foreign, []);
});

test('the table of sizes adds up to the VSIX', () => {
  const table = readFileSync(path.join(root, `dist/vsix/sizes-${target}.md`), 'utf8');
  const total = Number(/\| all \|.*\| ([\d.]+) \|/.exec(table)?.[1]);
  const packed = zipDirectory(vsix).reduce((sum, entry) => sum + entry.packed, 0);
  assert.equal(total, Number((packed / 1e6).toFixed(1)));
});
