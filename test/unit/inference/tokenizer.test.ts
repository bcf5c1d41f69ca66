import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { TextTokenizer } from '../../../src/inference/tokenizer.ts';
import { modelFile, REFERENCE } from './bundledModel.ts';

const [START, END] = [0, 2];

describe('the text tokenizer', () => {
  let tokenizer: TextTokenizer;
  before(async () => {
    tokenizer = await TextTokenizer.load(
      modelFile('tokenizer.json'),
      modelFile('tokenizer_config.json'),
      512,
    );
  });

  it('gives the ids of the reference, the cut one included', () => {
    for (const { text, input_ids: ids } of REFERENCE)
      assert.deepEqual([...tokenizer.encode(text)], ids, text.slice(0, 60));
    assert.equal(REFERENCE.at(-1)!.input_ids.length, 512);
  });

  const long: Record<string, string> = {
    English: 'The projector maps patch features into the space of the language model. '.repeat(1400),
    Chinese: '投影层把图像块特征映射到语言模型的输入空间。'.repeat(5000),
    emoji: '😀'.repeat(50_000),
    'one letter': 'a'.repeat(100_000),
    'a ligature of eighteen characters': '\ufdfa'.repeat(100_000),
    'control characters': '\x00\x01\x7f'.repeat(33_000),
    'lone surrogates': '\udc00\ud800'.repeat(50_000),
    'white space': ' \n'.repeat(50_000),
  };
  for (const [what, text] of Object.entries(long)) {
    it(`cuts 100,000 characters of ${what} to the window, special tokens kept`, () => {
      const ids = tokenizer.encode(`query: ${text}`);
      assert.ok(ids.length >= 2 && ids.length <= 512, String(ids.length));
      assert.equal(ids[0], START);
      assert.equal(ids.at(-1), END);
    });
  }

  it('fills the window from the beginning of a long text', () => {
    const words = Array.from({ length: 20_000 }, (_, index) => `word${index % 97}`).join(' ');
    const cut = tokenizer.encode(words.slice(0, 3000));
    assert.deepEqual(tokenizer.encode(words), cut);
    assert.equal(cut.length, 512);
  });

  it('finds the words behind a long stretch of white space', () => {
    assert.deepEqual(
      tokenizer.encode(`query:${' '.repeat(5000)}latent diffusion`),
      tokenizer.encode('query: latent diffusion'),
    );
  });

  it('any text gives ids of the vocabulary between the special tokens', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 2000 }),
        fc.array(fc.integer({ min: 0, max: 0xffff })),
        (text, units) => {
          for (const input of [text, String.fromCharCode(...units)]) {
            const ids = tokenizer.encode(input);
            assert.ok(ids.length <= 512 && ids[0] === START && ids.at(-1) === END);
            assert.ok(ids.every((id) => Number.isInteger(id) && id >= 0 && id < 65_813));
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('counts tokens without the special ones, of long texts too', () => {
    assert.equal(tokenizer.count(''), 0);
    assert.equal(
      tokenizer.count('query: how does Qwen2-VL give positions to video tokens'),
      REFERENCE[0]!.input_ids.length - 2,
    );
    assert.equal(tokenizer.count('x '.repeat(5000).trimEnd()), 5000);
  });
});
