import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ownWords } from '../../../scripts/kb/copies.ts';
import { packShingles, shingleHash, shingles, unpackShingles } from '../../../scripts/kb/shingles.ts';
import { wrongStatements } from '../../../scripts/kb/wrongStatements.ts';

const NOTE =
  '视觉编码器先把图像切成小块，再把每一块变成向量。 The quick brown fox jumps over the lazy dog near the old mill.';

test('a run of sixteen Han characters or twelve words is known again, whatever stands between them', () => {
  const note = unpackShingles(packShingles(NOTE));
  const copied = (text: string): boolean => shingles(text).some(({ words }) => note.has(shingleHash(words)));
  assert.ok(copied('所以：视觉编码器，先把图像切成 小块、再把每一块'));
  assert.ok(!copied('视觉编码器先把图像切成小块'), 'thirteen characters are no copy');
  assert.ok(copied('the QUICK brown, fox jumps over the lazy dog – near the old'));
  assert.ok(!copied('The quick brown fox jumps over a lazy dog near the old mill'));
  assert.ok(!copied('视觉编码器先把图像切成 patch 小块再把每一块变成向量'), 'another word ends a run');
});

test('titles, addresses, code and formulas are no sentences', () => {
  const text = ownWords('See [A Title](https://x.y/a-title) and `some code` and $x^2$ of A Title.', [
    'A Title',
  ]);
  assert.doesNotMatch(text, /Title|x\.y|some code|x\^2/);
  assert.match(text, /See .* and .* of/);
});

test('a statement that the corrections put right is found, unless it is denied beside it', () => {
  const found = (source: string): string[] =>
    wrongStatements([{ path: 'notes/x.md', source }]).map(({ line, message }) => `${line} ${message}`);
  assert.match(found('Fine.\n\nDetic covers 2,000 classes with CLIP.')[0]!, /^3 .*correction A27/);
  assert.deepEqual(found('Detic does not cover 2,000 classes but twenty thousand.'), []);
  assert.match(found('温度是超参数。')[0]!, /A26/);
  assert.deepEqual(found('---\nquestions: [<im_start> 是什么]\n---\n\n正文。'), []);
});
