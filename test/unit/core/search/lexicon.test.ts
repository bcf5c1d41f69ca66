import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DocumentName } from '../../../../src/core/document.ts';
import { hasHan } from '../../../../src/core/language.ts';
import { Lexicon, type NameMatch } from '../../../../src/core/search/lexicon.ts';
import { TextIndex } from '../../../../src/core/search/textIndex.ts';
import { tokenize } from '../../../../src/core/search/tokens.ts';
import { Vocabulary } from '../../../../src/core/search/vocabulary.ts';

const NAMES = [
  ['M-RoPE', 'multimodal RoPE', '多模态旋转位置编码'],
  ['Qwen2-VL', '千问2-VL'],
  ['VAE', '变分自编码器'],
  ['Masked Autoencoder', 'MAE', '掩码自编码器'],
  ['Temperature', '温度系数'],
  ['PNDM / PLMS', '伪数值方法'],
  ['Anchor boxes', '锚框'],
  ['Co-attention', '互注意力'],
  ['DDPM', 'DDPM（去噪扩散概率模型）', '扩散概率模型'],
] as const;
const TEXT = [
  'how does the model give a temperature of video tokens in class and an anchor box with a sampler by encoding',
  '编码 模型 多模态 注意力 自编码器 孩子上课怎么办 去噪扩散概率模型',
];

const names = (list: readonly string[]): DocumentName[] =>
  list.map((text, at) => ({ text, language: hasHan(text) ? 'zh' : 'en', kind: at === 0 ? 'name' : 'alias' }));
const lexicon = new Lexicon(NAMES.map((list) => ({ names: names(list), whole: false })));
const text = new TextIndex();
for (const [id, words] of TEXT.entries())
  text.addDocument([0, 1].map((copy) => ({ id: id * 2 + copy, text: words, weight: 1 })));
const vocabulary = new Vocabulary(text);

const found = (question: string): NameMatch[] =>
  lexicon.match(tokenize(question), question, vocabulary).sort((a, b) => b.weight - a.weight);
const best = (question: string): string | undefined => NAMES[found(question)[0]?.document ?? -1]?.[0];

for (const written of ['M-RoPE', 'm rope', 'MRoPE', 'what is mrope?', '多模态旋转位置编码怎么算']) {
  test(`finds M-RoPE in “${written}”`, () => assert.equal(best(written), 'M-RoPE'));
}

test('finds a name in its plural and a plural in its singular', () => {
  assert.equal(best('anchor box'), 'Anchor boxes');
  assert.equal(best('two VAEs'), 'VAE');
});

test('no name is found inside a longer word', () => {
  assert.deepEqual(found('vaernish maestro'), []);
});

test('each side of a slash and the words in brackets are names too', () => {
  assert.equal(best('PLMS steps'), 'PNDM / PLMS');
  assert.equal(best('去噪扩散概率模型'), 'DDPM');
});

for (const [typed, meant] of [
  ['PNMD sampler', 'PNDM / PLMS'],
  ['maskd autoencodr', 'Masked Autoencoder'],
  ['qwne2-vl', 'Qwen2-VL'],
  ['变分自编码起', 'VAE'],
  ['去早扩散概率模型', 'DDPM'],
  ['掩玛自编码器', 'Masked Autoencoder'],
] as const) {
  test(`reads “${typed}” as a misspelt ${meant}`, () => {
    assert.equal(best(typed), meant);
    assert.ok(found(typed).some(({ distance }) => distance > 0));
  });
}

test('a known word beside another is no misspelt name', () => {
  assert.deepEqual(found('孩子上课注意力'), []);
});

test('an ordinary word says less than a name that is nothing else', () => {
  assert.ok(found('temperature')[0]!.weight < found('Qwen2-VL')[0]!.weight);
});

test('a question of a thousand words is answered', () => {
  assert.ok(Array.isArray(found('qwen2 vl modle '.repeat(300))));
});
