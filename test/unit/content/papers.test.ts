import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parsePapers } from '../../../src/content/papers.ts';
import { paperDocument, paperLine } from '../../../src/content/paperDocument.ts';

const item = (key: string, extra: object = {}): object => ({
  id: key,
  title: 'A Title',
  author: [{ given: 'Ada', family: 'Lovelace' }],
  issued: { 'date-parts': [[2021]] },
  'container-title': 'ICML 2021',
  custom: { etAl: true, arxiv: '2101.00001', verified: true },
  ...extra,
});

describe('the bibliography', () => {
  it('reads CSL-JSON and shows a paper in one line', () => {
    const { papers, problems } = parsePapers(JSON.stringify([item('a')], null, 1), 'papers.json');
    assert.deepEqual(problems, []);
    assert.equal(paperLine(papers[0]!), 'Ada Lovelace et al., 2021, ICML 2021, arXiv:2101.00001');
  });

  it('leaves out what is broken, says where, and keeps the rest', () => {
    const source = JSON.stringify([item('a'), item('a'), item('b', { title: '' }), item('c')], null, 1);
    const { papers, problems } = parsePapers(source, 'papers.json');
    assert.deepEqual(
      papers.map(({ key }) => key),
      ['a', 'c'],
    );
    assert.equal(problems.length, 2);
    assert.match(problems[0]!.message, /a stands twice/);
    assert.match(problems[1]!.message, /b has no `title`/);
    assert.ok(problems[1]!.line > 20);
  });

  it('reads the figures a paper is known by, and tells of one that cannot be used', () => {
    const figure = {
      label: 'Figure 1',
      kind: 'diagram',
      shows: { en: 'Two towers and a matrix.', zh: '两座塔和一个矩阵。' },
      looks: { en: 'Towers left and top.', zh: '塔在左边和上边。' },
      words: ['Text Encoder', 7],
      concepts: ['clip'],
      certainty: 'certain',
    };
    const broken = { ...figure, kind: 'cartoon', looks: { en: 'x' } };
    const source = JSON.stringify([item('a', { custom: { figures: [figure, broken] } })], null, 1);
    const { papers, problems } = parsePapers(source, 'papers.json');
    assert.deepEqual(papers[0]!.figures, [{ ...figure, words: ['Text Encoder'] }]);
    assert.match(problems[0]!.message, /a: figure 2: `kind` must be one of diagram.*`looks` must have/);
    const { passages, figures } = paperDocument(papers[0]!, []);
    const captions = passages.filter(({ role }) => role === 'caption');
    assert.deepEqual(
      captions.map(({ language, text, figure: id }) => [language, text, id]),
      [
        ['en', 'Two towers and a matrix. Towers left and top.', 'figure:paper.a.1'],
        ['zh', '两座塔和一个矩阵。塔在左边和上边。', 'figure:paper.a.1'],
      ],
    );
    assert.match(captions[0]!.embeddedText, /A Title, Figure 1.*Text Encoder/);
    assert.equal(figures[0]!.label, 'Figure 1');
  });

  it('says so when the file is not JSON', () => {
    assert.match(parsePapers('[{', 'papers.json').problems[0]!.message, /Not JSON/);
  });
});
