import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { foldWord } from '../../../src/store/foldWord.ts';
import { questionTerms } from '../../../src/store/questionTerms.ts';
import { termsOf } from '../../../src/store/terms.ts';

describe('termsOf', () => {
  const cases: readonly [string, readonly string[]][] = [
    ['Qwen2-VL', ['qwen2vl', 'qwen2', 'vl']],
    ['ViT-B/32 at 2.5 fps', ['vitb', 'vit', 'b', '32', 'at', '2.5', 'fps']],
    ['多模态大模型', ['多模', '模态', '态大', '大模', '模型']],
    ['图 CLIP 模型', ['图', 'clip', '模型']],
    ['ＣＬＩＰ Café', ['clip', 'cafe']],
    ["the model's", ['the', 'model']],
    ['load_image()', ['loadimage', 'load', 'imag']],
    ['𠀀𠀁𠀂', ['𠀀𠀁', '𠀁𠀂']],
    ['😀 — … "', []],
  ];
  for (const [text, terms] of cases) {
    it(`reads “${text}” as ${terms.join(' ') || 'nothing'}`, () => assert.deepEqual(termsOf(text), terms));
  }

  it('gives terms that cannot be taken for anything but terms, from any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        for (const term of termsOf(text)) {
          assert.match(term, /^(?:[a-z0-9.]|[^\p{ASCII}\s])+$/u);
          assert.ok(term.length <= 64 && term.isWellFormed());
        }
      }),
    );
  });
});

describe('foldWord', () => {
  const families: readonly (readonly string[])[] = [
    ['embed', 'embeds', 'embedded', 'embedding', 'embeddings'],
    ['image', 'images', 'imaging'],
    ['query', 'queries'],
    ['encode', 'encoded', 'encoding', 'encodes'],
    ['patch', 'patches'],
    ['loss', 'losses'],
    ['train', 'trained', 'training'],
    ['tune', 'tuned', 'tuning', 'tunes'],
    ['map', 'maps', 'mapped', 'mapping'],
    ['add', 'added', 'adding', 'adds'],
    ['bias', 'biases'],
    ['fix', 'fixed', 'fixes'],
  ];
  for (const family of families) {
    it(`makes one word of ${family.join(', ')}`, () => assert.equal(new Set(family.map(foldWord)).size, 1));
  }

  it('leaves short words, names and words that only look inflected alone', () => {
    for (const word of ['this', 'bias', 'axis', 'loss', 'speed', 'need', 'string', 'gpt4', 'opus', '模型']) {
      assert.equal(foldWord(word), word);
    }
  });
});

describe('questionTerms', () => {
  const textsOf = (question: string): string[] => questionTerms(question).map(({ text }) => text);

  it('keeps what a question is about', () => {
    assert.deepEqual(textsOf('how does the vision encoder work with images'), [
      'vision',
      'encoder',
      'work',
      'imag',
    ]);
    assert.deepEqual(textsOf('什么是扩散模型'), ['是扩', '扩散', '散模', '模型']);
    assert.deepEqual(textsOf('图像的分辨率'), ['图像', '分辨', '辨率']);
  });

  it('keeps stop words where nothing else is there', () => {
    assert.deepEqual(textsOf('what is this'), ['what', 'is', 'this']);
    assert.deepEqual(textsOf('什么'), ['什么']);
  });

  it('looks for pairs that begin with a single Han character', () => {
    assert.deepEqual(questionTerms('图'), [{ text: '图', prefix: true }]);
  });

  it('reads the first 100,000 characters and 256 different terms', () => {
    assert.deepEqual(textsOf(`${' '.repeat(100_000)}clip`), []);
    assert.equal(textsOf(Array.from({ length: 1000 }, (_, n) => `w${n}`).join(' ')).length, 256);
  });
});
