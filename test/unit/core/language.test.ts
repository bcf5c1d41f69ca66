import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { detectLanguage } from '../../../src/core/language.ts';

describe('detectLanguage', () => {
  const cases: readonly [string, 'en' | 'zh'][] = [
    ['How does M-RoPE work?', 'en'],
    ['Qwen2-VL 和 Qwen-VL 的视觉编码器有什么不同?', 'zh'],
    ['what does 幻觉 mean in these large models', 'en'],
    ['stacked attention 是什么', 'zh'],
    ['', 'en'],
    ['12345', 'en'],
  ];
  for (const [text, language] of cases) {
    it(`takes “${text}” for ${language}`, () => assert.equal(detectLanguage(text), language));
  }
});
