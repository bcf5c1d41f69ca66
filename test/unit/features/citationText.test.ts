import assert from 'node:assert/strict';
import { test } from 'node:test';
import { citationText } from '../../../src/features/citation/citationText.ts';

test('Markdown and LaTeX each get their own form', () => {
  assert.equal(citationText('markdown', 'clip', 'as shown '), '[@clip]');
  assert.equal(citationText('plaintext', 'clip', ''), '[@clip]');
  assert.equal(citationText('latex', 'clip', 'as shown~'), '\\cite{clip}');
  assert.equal(citationText('tex', 'clip', ''), '\\cite{clip}');
});

test('a citation that is already open takes the key in', () => {
  assert.equal(citationText('latex', 'clip', '\\cite{'), 'clip');
  assert.equal(citationText('latex', 'clip', '\\citep[see][p. 3]{vit'), ',clip');
  assert.equal(citationText('latex', 'clip', '\\citet*{vit, '), 'clip');
  assert.equal(citationText('markdown', 'clip', 'so [@vit'), '; @clip');
  assert.equal(citationText('markdown', 'clip', 'so [see @vit; '), '@clip');
});

test('a closed citation is left alone', () => {
  assert.equal(citationText('latex', 'clip', '\\cite{vit} and '), '\\cite{clip}');
  assert.equal(citationText('markdown', 'clip', '[@vit] and '), '[@clip]');
});
