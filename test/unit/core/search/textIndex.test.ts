import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TextIndex } from '../../../../src/core/search/textIndex.ts';
import { Vocabulary } from '../../../../src/core/search/vocabulary.ts';

const index = new TextIndex();
const TEXTS = [
  ['diffusion adds noise', 'the noise schedule'],
  ['contrastive loss', 'temperature of the loss'],
  ['自编码器的码本', '码本坍塌'],
  ['vision transformer tokens'],
];
for (const [document, texts] of TEXTS.entries()) {
  index.addDocument(texts.map((text, at) => ({ id: document * 10 + at, text, weight: at === 0 ? 4 : 1 })));
}
const best = (scores: ReadonlyMap<number, number>): number | undefined =>
  [...scores].sort((a, b) => b[1] - a[1])[0]?.[0];

test('finds the passage and the document that hold the words', () => {
  assert.equal(best(index.search(['temperature']).passages), 11);
  assert.equal(best(index.search(['noise', 'schedule']).documents), 0);
  assert.equal(best(index.search(['坍塌']).passages), 21);
});

test('singular and plural are one word', () => {
  assert.equal(index.frequency('losses'), 1);
  assert.equal(index.frequency('token'), 1);
  assert.deepEqual(index.documentsWith('transformers'), [3]);
});

test('counts documents, not passages', () => {
  assert.equal(index.frequency('noise'), 1);
  assert.equal(index.frequency('码本'), 1);
});

test('words that stand nowhere find nothing', () => {
  assert.equal(index.search(['kubernetes']).documents.size, 0);
});

test('a vocabulary repairs a misspelt word and leaves known and foreign ones alone', () => {
  const vocabulary = new Vocabulary(index);
  assert.equal(vocabulary.repair('contrastve'), 'contrastive');
  assert.equal(vocabulary.repair('tempreature'), 'temperature');
  assert.equal(vocabulary.repair('diffusion'), null);
  assert.equal(vocabulary.repair('kubernetes'), null);
  assert.equal(vocabulary.repair('lots'), null);
});

test('a word that is nowhere tells more than one that is everywhere', () => {
  const vocabulary = new Vocabulary(index);
  assert.ok(vocabulary.rarity('kubernetes') > vocabulary.rarity('loss'));
});
