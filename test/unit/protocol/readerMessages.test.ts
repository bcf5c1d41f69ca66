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
    { type: 'link', href: 'x'.repeat(4001) },
    { type: 'language', language: 'fr' },
    { type: '__proto__' },
  ]) {
    assert.throws(() => parseFromReader(wrong), refused, JSON.stringify(wrong));
  }
});

const place = { id: 'clip', language: 'en', scroll: 12.5 };

test('a stored state that is not one is refused', () => {
  const state = { places: [place, { ...place, language: null }], at: 1 };
  assert.deepEqual(parseReaderState(state, 'state'), state);
  for (const wrong of [
    undefined,
    {},
    { places: [], at: 0 },
    { places: [place], at: 1 },
    { places: [{ ...place, language: 'xx' }], at: 0 },
    { places: [{ ...place, scroll: -1 }], at: 0 },
  ]) {
    assert.throws(() => parseReaderState(wrong, 'state'), refused);
  }
});

test('a webview that kept a state of another version begins anew', () => {
  const begin = { type: 'ready', state: null };
  assert.deepEqual(parseFromReader({ type: 'ready', state: { id: 'clip' } }), begin);
  assert.deepEqual(parseFromReader({ type: 'ready', state: null }), begin);
});

test('the webview ignores whatever is no page', () => {
  fc.assert(fc.property(fc.anything(), (value) => parseToReader(value) === null));
  assert.equal(parseToReader({ type: 'show', page: { title: 'x' } }), null);
  const preview = { type: 'preview', href: 'clip', title: 'CLIP', line: '', text: 'Two encoders.' };
  assert.deepEqual(parseToReader(preview), preview);
  assert.equal(parseToReader({ ...preview, text: 1 }), null);
});
