import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AtlasContents } from '../../../src/core/atlasContents.ts';
import type { AtlasTerms } from '../../../src/core/explain/terms.ts';
import { paperOfAddress, previewOf } from '../../../src/features/reader/preview.ts';

const terms: AtlasTerms = {
  version: 2,
  concepts: {
    clip: {
      names: { en: 'CLIP', zh: 'CLIP（图文对比预训练）' },
      aliases: { en: [], zh: [] },
      code: [],
      summary: { en: 'Two encoders.', zh: '两个编码器。' },
      category: 'model',
      year: 2021,
      paper: 'paper:clip',
      figure: null,
    },
  },
  papers: {
    'paper:clip': {
      title: 'Learning Transferable Visual Models',
      line: 'Radford et al., 2021',
      arxiv: '2103.00020',
      doi: '10.48550/arXiv.2103.00020',
      concepts: ['clip'],
    },
  },
};
const contents: AtlasContents = {
  version: 1,
  chapters: [
    {
      id: 'clip',
      documents: { en: 'document:clip.en', zh: 'document:clip.zh' },
      titles: { en: 'CLIP and its uses', zh: 'CLIP 及其应用' },
      concepts: ['clip'],
    },
  ],
  concepts: [],
  papers: [],
  figures: [
    {
      id: 'figure:clip',
      titles: { en: 'Pairs', zh: '配对' },
      captions: { en: 'A batch.', zh: '一批。' },
      concepts: ['clip'],
    },
  ],
  relations: [],
};

test('a card says what a link leads to, in the language that is read', () => {
  const of = (id: string, language: 'en' | 'zh') => previewOf(id, contents, terms, language);
  assert.deepEqual(of('clip', 'zh'), {
    title: 'CLIP（图文对比预训练）',
    line: 'Radford et al., 2021',
    text: '两个编码器。',
  });
  assert.deepEqual(of('paper:clip', 'en'), {
    title: 'Learning Transferable Visual Models',
    line: 'Radford et al., 2021',
    text: 'CLIP',
  });
  assert.equal(of('figure:clip', 'en')?.text, 'A batch.');
  assert.equal(of('document:clip.zh', 'zh')?.title, 'CLIP 及其应用');
});

test('there is no card for what the atlas does not have', () => {
  for (const id of ['nothing', '__proto__', 'constructor', 'figure:', 'document:'])
    assert.equal(previewOf(id, contents, terms, 'en'), null, id);
});

test("a paper's own addresses lead to it", () => {
  for (const address of [
    'https://arxiv.org/abs/2103.00020',
    'https://arxiv.org/pdf/2103.00020v2',
    'https://doi.org/10.48550/arxiv.2103.00020',
  ])
    assert.equal(paperOfAddress(address, terms), 'paper:clip', address);
  assert.equal(paperOfAddress('https://arxiv.org/abs/2103.00021', terms), null);
  assert.equal(paperOfAddress('https://example.org/2103.00020', terms), null);
});
