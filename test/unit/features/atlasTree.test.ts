import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { loadKnowledgeBase } from '../../../src/content/knowledgeBase.ts';
import type { AtlasContents } from '../../../src/core/atlasContents.ts';
import type { AtlasTerms } from '../../../src/core/explain/terms.ts';
import type { Language } from '../../../src/core/language.ts';
import { atlasContents } from '../../../src/engine/atlasContents.ts';
import { atlasTerms } from '../../../src/engine/atlasTerms.ts';
import { createNames } from '../../../src/features/host/names.ts';
import { atlasTree, otherName } from '../../../src/features/tree/atlasTree.ts';
import { entryText } from '../../../src/features/tree/entryText.ts';
import {
  countEntries,
  filterTree,
  filterWords,
  foldText,
  highlights,
} from '../../../src/features/tree/filterTree.ts';
import type { TreeNode } from '../../../src/features/tree/treeNode.ts';

const t = (message: string, ...args: (string | number | boolean)[]): string =>
  message.replace(/\{(\d)\}/g, (_, index) => String(args[Number(index)]));
const names = createNames(t);

const leaves = (nodes: readonly TreeNode[]): TreeNode[] =>
  nodes.flatMap((node) => (node.children.length > 0 ? leaves(node.children) : [node]));
const all = (nodes: readonly TreeNode[]): TreeNode[] =>
  nodes.flatMap((node) => [node, ...all(node.children)]);
const at = (nodes: readonly TreeNode[], ...labels: readonly string[]): TreeNode => {
  const [label, ...rest] = labels;
  const node = nodes.find((each) => each.label === label);
  assert.ok(node, `${label} among ${nodes.map((each) => each.label).join(', ')}`);
  return rest.length === 0 ? node : at(node.children, ...rest);
};

describe('the tree of the atlas', () => {
  let contents: AtlasContents;
  let terms: AtlasTerms;
  before(async () => {
    const base = await loadKnowledgeBase(join(import.meta.dirname, '../../../kb'));
    contents = atlasContents(base);
    terms = atlasTerms(base);
  });
  const tree = (language: Language = 'en', changed: Partial<AtlasContents> = {}): TreeNode[] =>
    atlasTree({ ...contents, ...changed }, { terms, language, names, t });
  const filtered = (query: string, language: Language = 'en'): TreeNode[] =>
    filterTree(tree(language), filterWords(query));

  it('has chapters as they are read, concepts, papers, figures, and the way to the map', () => {
    const nodes = tree();
    assert.deepEqual(
      nodes.map(({ label }) => label),
      ['Chapters', 'Concepts', 'Papers', 'Figures', 'Lineage'],
    );
    assert.deepEqual(
      at(nodes, 'Chapters').children.map(({ label, target }) => [label, target]),
      contents.chapters.map(({ titles, documents }) => [titles.en, documents.en]),
    );
    assert.deepEqual(at(nodes, 'Lineage').actions, ['lineage']);
    assert.equal(at(nodes, 'Figures').description, String(contents.figures.length));
  });

  it('has every concept once, under its category', () => {
    const found = at(tree(), 'Concepts').children.flatMap(({ label, children }) =>
      children.map(({ target }) => [target, label] as const),
    );
    assert.equal(found.length, contents.concepts.length);
    assert.deepEqual(
      Object.fromEntries(found),
      Object.fromEntries(contents.concepts.map(({ id, category }) => [id, names.category(category)])),
    );
  });

  it('shows a category that it has no name for', () => {
    const [first] = contents.concepts;
    const nodes = tree('en', { concepts: [{ ...first!, category: 'oddity' }] });
    assert.deepEqual(
      at(nodes, 'Concepts', 'oddity').children.map(({ target }) => target),
      [first!.id],
    );
  });

  it('has every paper under its year, newest first, and undated ones last', () => {
    const [first, ...others] = contents.papers;
    const nodes = tree('en', { papers: [{ ...first!, year: null }, ...others] });
    const years = at(nodes, 'Papers', 'By Year').children;
    const labels = years.map(({ label }) => label);
    assert.equal(labels.at(-1), 'No year');
    assert.deepEqual(
      labels.slice(0, -1),
      [...new Set(others.map(({ year }) => String(year)))].sort((a, b) => Number(b) - Number(a)),
    );
    assert.deepEqual(
      years.flatMap(({ label, children }) => children.map(({ target }) => `${target} ${label}`)).sort(),
      [`${first!.id} No year`, ...others.map(({ id, year }) => `${id} ${year}`)].sort(),
    );
  });

  it('has every paper under each of its topics, and those of none under "Other"', () => {
    const topics = at(tree(), 'Papers', 'By Topic').children;
    assert.equal(topics.at(-1)!.label, 'Other');
    for (const { id, titles } of contents.chapters) {
      const expected = contents.papers.filter(({ chapters }) => chapters.includes(id));
      const shown = topics.find(({ label }) => label === titles.en)?.children ?? [];
      assert.deepEqual(shown.map(({ target }) => target).sort(), expected.map((paper) => paper.id).sort());
      const years = shown.map(({ description }) => Number(/\d{4}$/.exec(description)?.[0] ?? 0));
      assert.deepEqual(
        years,
        years.toSorted((a, b) => b - a),
        'newest first',
      );
    }
    assert.deepEqual(
      topics
        .at(-1)!
        .children.map(({ target }) => target)
        .sort(),
      contents.papers
        .filter(({ chapters }) => chapters.length === 0)
        .map(({ id }) => id)
        .sort(),
    );
  });

  it('gives every place an id of its own, in either language the same', () => {
    const ids = all(tree()).map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.deepEqual(
      all(tree('zh'))
        .map(({ id }) => id)
        .sort(),
      ids.sort(),
    );
  });

  it('names things in the language of the reader, with the other name beside it', () => {
    const concept = (language: Language): TreeNode =>
      leaves(tree(language)).find(({ target }) => target === 'm-rope')!;
    assert.deepEqual([concept('en').label, concept('en').description], ['M-RoPE', '多模态旋转位置编码']);
    assert.deepEqual([concept('zh').label, concept('zh').description], ['M-RoPE（多模态旋转位置编码）', '']);
    assert.equal(concept('en').spoken, 'M-RoPE, Method, 多模态旋转位置编码');
    assert.equal(otherName({ en: 'Attention', zh: '注意力' }, 'zh'), 'Attention');
    const paper = leaves(tree()).find(({ target }) => target === 'paper:yolo')!;
    assert.equal(paper.description, 'Joseph Redmon · 2015');
  });

  it('offers BibTeX where there is a paper, and the map for concepts', () => {
    const without = contents.concepts.find(({ papers }) => papers.length === 0)!;
    const actions = (target: string): readonly string[] =>
      leaves(tree()).find((node) => node.target === target)!.actions;
    assert.deepEqual(actions('clip'), ['open', 'link', 'similar', 'cite', 'lineage']);
    assert.deepEqual(actions(without.id), ['open', 'link', 'similar', 'lineage']);
    assert.deepEqual(actions('paper:clip'), ['open', 'link', 'similar', 'cite']);
    assert.deepEqual(actions(contents.figures[0]!.id), ['open', 'link', 'similar']);
  });

  it('keeps the groups of what a filter leaves, with new counts', () => {
    const nodes = filtered('rope');
    const methods = at(nodes, 'Concepts', 'Method');
    assert.ok(methods.children.some(({ target }) => target === 'm-rope'));
    assert.equal(methods.description, String(methods.children.length));
    assert.equal(
      nodes.some(({ label }) => label === 'Lineage'),
      false,
    );
    for (const leaf of leaves(nodes)) assert.match(leaf.searched, /rope/);
    for (const node of all(nodes)) assert.ok(node.children.length > 0 || node.target !== null);
    const left = new Set(leaves(nodes).map(({ id }) => id));
    for (const { id, searched } of leaves(tree())) assert.equal(left.has(id), searched.includes('rope'), id);
  });

  it('finds names of either language in either language, aliases, authors and years', () => {
    const finds = (query: string, target: string, language?: Language): void =>
      assert.ok(
        leaves(filtered(query, language)).some((node) => node.target === target),
        `${query} → ${target}`,
      );
    finds('多模态旋转', 'm-rope', 'en');
    finds('多模态 旋转', 'm-rope', 'zh');
    finds('Ｍ－ＲｏＰＥ', 'm-rope');
    finds('MROPE', 'm-rope', 'zh');
    finds('get_rope_index', 'm-rope');
    finds('redmon 2015', 'paper:yolo');
    finds('vision-language-action', 'document:vla.zh', 'zh');
    finds('视觉-语言-动作', 'document:vla.en', 'en');
    assert.deepEqual(filtered('zzzz'), []);
    assert.equal(filtered('   ').length, 5);
  });

  it('counts a thing once, in however many places it stands', () => {
    const { concepts, papers, chapters, figures } = contents;
    assert.equal(
      countEntries(tree()),
      concepts.length + papers.length + chapters.length + figures.length + 1,
    );
    const clip = filtered('learning transferable visual');
    assert.ok(leaves(clip).length > countEntries(clip));
  });

  it('marks the words of a filter in a label', () => {
    assert.deepEqual(highlights('Rotary RoPE', filterWords('rope rot')), [
      [0, 3],
      [7, 11],
    ]);
    assert.deepEqual(highlights('旋转位置编码', ['位置']), [[2, 4]]);
    assert.deepEqual(highlights('ﬁgure', ['gure']), [], 'a ligature is longer when it is folded');
    assert.equal(foldText('Jörg ＡＢ'), 'jorg ab');
  });

  it('tells of an entry in the language of the reader', () => {
    const text = (id: string, language: Language): string[] =>
      entryText(id, contents, { terms, language, names });
    assert.match(
      text('m-rope', 'en').join('\n'),
      /^M-RoPE\n多模态旋转位置编码\nMethod · 2024\nThe position scheme/,
    );
    assert.match(text('m-rope', 'zh').join('\n'), /语言模型里的位置编码/);
    assert.match(text('paper:yolo', 'en').join('\n'), /arXiv:1506\.02640/);
    assert.equal(text(contents.figures[0]!.id, 'zh')[1], contents.figures[0]!.captions.zh);
    assert.deepEqual(
      text('document:clip.en', 'zh')[0],
      contents.chapters.find(({ id }) => id === 'clip')!.titles.zh,
    );
    assert.deepEqual(text('nothing', 'en'), []);
    assert.equal(entryText('paper:yolo', contents, { terms: null, language: 'en', names }).length, 2);
  });
});
