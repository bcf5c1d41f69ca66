import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { AtlasError } from '../../../src/core/errors.ts';
import { parseFromReader, parseReaderState } from '../../../src/protocol/readerMessages.ts';
import { parseToReader } from '../../../src/webview/parseToReader.ts';

const refused = (error: unknown): boolean => error instanceof AtlasError && error.code === 'ATLAS-PROTOCOL';

test('messages of the reader are taken in their agreed form, and lose what does not belong to them', () => {
  assert.deepEqual(parseFromReader({ type: 'open', id: 'clip', extra: 1 }), { type: 'open', id: 'clip' });
  assert.deepEqual(parseFromReader({ type: 'language', language: 'zh' }), {
    type: 'language',
    language: 'zh',
  });
  assert.deepEqual(parseFromReader({ type: 'back' }), { type: 'back' });
});

test('other messages of the reader are refused', () => {
  for (const wrong of [
    null,
    'open',
    [],
    { type: 'eval' },
    { type: 'open' },
    { type: 'open', id: 7 },
    { type: 'open', id: '' },
    { type: 'open', id: 'a\nb' },
    { type: 'link', href: 'x'.repeat(2001) },
    { type: 'language', language: 'fr' },
    { type: '__proto__' },
  ]) {
    assert.throws(() => parseFromReader(wrong), refused, JSON.stringify(wrong));
  }
});

test('a stored state that is not one is refused', () => {
  assert.deepEqual(parseReaderState({ id: 'clip', language: 'en' }, 'state'), { id: 'clip', language: 'en' });
  for (const wrong of [undefined, {}, { id: 'clip' }, { id: 'clip', language: 'xx' }]) {
    assert.throws(() => parseReaderState(wrong, 'state'), refused);
  }
});

test('the webview ignores whatever is no page', () => {
  fc.assert(fc.property(fc.anything(), (value) => parseToReader(value) === null));
  assert.equal(parseToReader({ type: 'show', page: { title: 'x' } }), null);
  assert.deepEqual(parseToReader({ type: 'error', title: 'T', message: 'M' }), {
    type: 'error',
    title: 'T',
    message: 'M',
  });
});
