import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { estimateTokens, packSentences, splitSentences, type Span } from '../../../src/core/segmentation.ts';

const texts = (text: string, spans: readonly Span[]): string[] =>
  spans.map(([a, b]) => text.slice(a, b).trim());
const prose = fc.string({
  unit: fc.constantFrom('a', 'b', ' ', '.', '。', '\n', '-', '1', '视', '觉', '！', '”', '😀'),
});

function assertCovers(text: string, spans: readonly Span[]): void {
  assert.equal(spans.map(([a, b]) => text.slice(a, b)).join(''), text);
  for (const [a, b] of spans) assert.ok(a < b, 'no span is empty');
}

describe('splitSentences', () => {
  it('ends English sentences at marks, not at abbreviations, initials, decimals or list numbers', () => {
    const text =
      'Yang et al. used it. It scored 76.2 % (cf. Fig. 3). J. Smith agreed!\n1. First item.\n2. Second item.';
    assert.deepEqual(texts(text, splitSentences(text)), [
      'Yang et al. used it.',
      'It scored 76.2 % (cf. Fig. 3).',
      'J. Smith agreed!',
      '1. First item.',
      '2. Second item.',
    ]);
  });

  it('ends Chinese sentences at full-width marks, closing quotes included', () => {
    const text = '它叫“对比学习。”批越大越难！为什么？因为负样本多；仅此而已。';
    assert.deepEqual(texts(text, splitSentences(text)), [
      '它叫“对比学习。”',
      '批越大越难！',
      '为什么？',
      '因为负样本多；',
      '仅此而已。',
    ]);
  });

  it('covers any text without gaps', () => {
    fc.assert(fc.property(prose, (text) => assertCovers(text, splitSentences(text))));
  });
});

describe('packSentences', () => {
  it('fills passages with whole sentences up to the limit', () => {
    const text = Array.from({ length: 40 }, (_, n) => `Sentence number ${n} says a little.`).join(' ');
    const spans = packSentences(text, 60);
    assert.ok(spans.length > 3);
    for (const [a, b] of spans) {
      assert.match(text.slice(a, b).trim(), /^Sentence.*little\.$/s);
      assert.ok(estimateTokens(text.slice(a, b)) <= 60 * 1.25);
    }
  });

  it('cuts a sentence that is too long by itself, never inside a surrogate pair', () => {
    const text = '😀'.repeat(500);
    const spans = packSentences(text, 50);
    assertCovers(text, spans);
    assert.ok(spans.length > 5);
    for (const [a, b] of spans) assert.ok(text.slice(a, b).isWellFormed());
  });

  it('covers any text without gaps', () => {
    fc.assert(
      fc.property(prose, fc.integer({ min: 2, max: 40 }), (text, max) =>
        assertCovers(text, packSentences(text, max)),
      ),
    );
  });
});
