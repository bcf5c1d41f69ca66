import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findConcepts } from '../../../../src/core/lineage/findConcepts.ts';
import { shortenLabel } from '../../../../src/core/lineage/shortenLabel.ts';

/** A Han character is as wide as two Latin letters. */
const measure = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (/\p{Script=Han}/u.test(letter) ? 2 : 1), 0);

test('a name is shown as it is, without its brackets, or cut, as its box allows', () => {
  assert.equal(shortenLabel('M-RoPE', 10, measure), 'M-RoPE');
  assert.equal(shortenLabel('ViT (Vision Transformer)', 24, measure), 'ViT (Vision Transformer)');
  assert.equal(shortenLabel('ViT (Vision Transformer)', 20, measure), 'ViT');
  assert.equal(shortenLabel('CLIP（图文对比预训练）', 10, measure), 'CLIP');
  assert.equal(shortenLabel('Dynamic tiling of images', 12, measure), 'Dynamic til…');
  assert.equal(shortenLabel('动态切片高分辨率', 9, measure), '动态切片…');
});

test('a shortened name fits, and begins as the whole', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.integer({ min: 4, max: 40 }),
      (name, width) => {
        const label = shortenLabel(name, width, measure);
        assert.ok(measure(label) <= width || /^.{1,12}…$/u.test(label));
        if (label !== name) assert.ok(name.startsWith(label.replace(/…$/u, '')));
      },
    ),
  );
});

const concept = (id: string, en: string, zh = en) => ({
  id,
  names: { en, zh },
  category: 'model',
  year: null,
});
const concepts = [
  concept('qwen-vl-chat', 'Qwen-VL-Chat'),
  concept('qwen2-vl', 'Qwen2-VL'),
  concept('qwen2-vl-training', 'Qwen2-VL training stages and data', 'Qwen2-VL 训练阶段与数据'),
  concept('vit', 'ViT (Vision Transformer)', 'ViT（视觉 Transformer）'),
  concept('transformer', 'Transformer', 'Transformer'),
];

test('a concept is found by its name in either language, without hyphens and case, the best match first', () => {
  assert.deepEqual(findConcepts(concepts, 'qwen2vl'), ['qwen2-vl', 'qwen2-vl-training']);
  assert.deepEqual(findConcepts(concepts, 'QWEN2 VL'), ['qwen2-vl', 'qwen2-vl-training']);
  assert.deepEqual(findConcepts(concepts, 'transformer'), ['transformer', 'vit']);
  assert.deepEqual(findConcepts(concepts, '视觉'), ['vit']);
  assert.deepEqual(findConcepts(concepts, '训练'), ['qwen2-vl-training']);
  assert.deepEqual(findConcepts(concepts, 'zebra'), []);
  assert.deepEqual(findConcepts(concepts, ' - '), []);
});
