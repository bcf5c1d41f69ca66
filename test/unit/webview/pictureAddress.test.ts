import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pictureAddress } from '../../../src/webview/pictureAddress.ts';

const pictures = {
  root: 'https://file.resource.test/home/me/lib/',
  folder: 'https://file.resource.test/home/me/lib/notes/',
};

test('a picture is found beside its note, above it, and from the root of the library', () => {
  assert.equal(pictureAddress('a b.png', pictures), `${pictures.folder}a%20b.png`);
  assert.equal(
    pictureAddress('../figures/图%20%231.png', pictures),
    `${pictures.root}figures/%E5%9B%BE%20%231.png`,
  );
  assert.equal(pictureAddress('/figures/a.png', pictures), `${pictures.root}figures/a.png`);
});

test('nothing from outside the library is a picture', () => {
  for (const address of [
    '../../secret.png',
    '%2e%2e/%2e%2e/secret.png',
    'https://tracker.invalid/a.png',
    '//tracker.invalid/a.png',
    'data:image/png;base64,AA',
    'file:///etc/a.png',
    'javascript:alert(1)',
    '..\\..\\a.png',
    '',
    '/',
  ])
    assert.ok([null, pictures.root].includes(pictureAddress(address, pictures)), address);
  assert.equal(pictureAddress('a.png', null), null);
});

test('whatever the address, it stays below the root or is refused', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (address) => {
      const found = pictureAddress(address, pictures);
      assert.ok(found === null || found.startsWith(pictures.root));
    }),
  );
});
