import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { plainText } from '../../../src/core/plainText.ts';

describe('plainText', () => {
  it('keeps the words of markup and drops the marks', () => {
    assert.equal(
      plainText('**How it works.** See [CLIP](clip) and `clip.load`, *learned*.'),
      'How it works. See CLIP and clip.load, learned.',
    );
  });

  it('drops the half of a bold mark that a cut has left', () => {
    assert.equal(plainText('of it.** M-RoPE has three axes'), 'of it. M-RoPE has three axes');
  });

  it('drops display formulas and writes short inline ones as text', () => {
    assert.equal(
      plainText('Before\n\n$$\\frac{a}{b}$$\n\nwith $\\tau\\le 100$ after.'),
      'Before with τ≤ 100 after.',
    );
  });

  it('reads lists and tables as lines', () => {
    assert.equal(plainText('1. one\n2. two\n\n| a | b |\n|---|---|\n| 1 | 2 |'), 'one two a b 1 2');
  });

  it('leaves special tokens of models alone', () => {
    assert.equal(
      plainText('Between `<img>` and `</img>` stand 256 vectors; `<|im_start|>` opens a turn.'),
      'Between <img> and </img> stand 256 vectors; <|im_start|> opens a turn.',
    );
  });
});
