import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Hit } from '../../../src/core/hit.ts';
import { createNames } from '../../../src/features/host/names.ts';
import type { Translate } from '../../../src/features/host/translate.ts';
import { hitPlace, rowLine, snippetWindow } from '../../../src/features/search/rowText.ts';
import { scopedText } from '../../../src/features/search/scopePrefix.ts';
import { SearchHistory, type Memory } from '../../../src/features/search/searchHistory.ts';
import { yearRange, yearRangeText } from '../../../src/features/search/yearRange.ts';

const t: Translate = (message, ...args) =>
  message.replace(/\{(\d)\}/g, (_, index) => String(args[Number(index)]));

const hit = (fields: Partial<Hit>): Hit => ({
  kind: 'concept',
  id: 'm-rope',
  title: 'M-RoPE',
  concepts: ['m-rope'],
  paper: null,
  document: 'atlas:concepts/m-rope.md',
  page: null,
  box: null,
  score: 0.9,
  why: [],
  headingPath: [],
  snippet: '',
  matches: [],
  span: null,
  language: 'en',
  category: 'method',
  year: 2024,
  ...fields,
});

test('a prefix with either colon narrows the search, and everything else is the question', () => {
  assert.deepEqual(scopedText('p: rotary', 'all'), { scope: 'papers', text: 'rotary' });
  assert.deepEqual(scopedText('c：扩散', 'all'), { scope: 'concepts', text: '扩散' });
  assert.deepEqual(scopedText('L:', 'all'), { scope: 'library', text: '' });
  assert.deepEqual(scopedText(' T :frames ', 'papers'), { scope: 'passages', text: 'frames' });
  assert.deepEqual(scopedText('f: fig a: b', 'all'), { scope: 'figures', text: 'fig a: b' });
  assert.deepEqual(scopedText('x: unknown', 'atlas'), { scope: 'atlas', text: 'x: unknown' });
  assert.deepEqual(scopedText('abc: rotary', 'all'), { scope: 'all', text: 'abc: rotary' });
});

test('years are read as one, a range, or an open range', () => {
  assert.deepEqual(yearRange('2021'), [2021, 2021]);
  assert.deepEqual(yearRange('2019-2022'), [2019, 2022]);
  assert.deepEqual(yearRange('２０１９～２０２２'), [2019, 2022]);
  assert.deepEqual(yearRange('2020-'), [2020, 2099]);
  assert.deepEqual(yearRange('-2019'), [1900, 2019]);
  assert.equal(yearRange('  '), null);
  for (const wrong of ['-', '21', '2022-2019', '2020 2021', 'last year', '1500-1600']) {
    assert.equal(yearRange(wrong), 'invalid', wrong);
  }
});

test('a range of years that is shown can be read again', () => {
  const year = fc.integer({ min: 1900, max: 2099 });
  fc.assert(
    fc.property(year, year, (a, b) => {
      const range = [Math.min(a, b), Math.max(a, b)] as const;
      const shown = yearRangeText(range);
      if (shown === '-') return;
      assert.deepEqual(yearRange(shown), range);
    }),
  );
});

test('a long snippet is cut so that its first match is in view', () => {
  const before = 'There is a long way to go through words that say nothing of it. '.repeat(4);
  const snippet = `${before}Then rotary embedding appears, and more text follows here.`;
  const at = snippet.indexOf('rotary');
  const shown = snippetWindow(snippet, [[at, at + 6]]);
  assert.ok(shown.startsWith('…'));
  assert.ok(shown.indexOf('rotary') >= 0 && shown.indexOf('rotary') < 40, shown);
});

test('a short snippet stays whole, and Chinese text counts double', () => {
  assert.equal(snippetWindow('Short  and\nsweet', [[10, 15]]), 'Short and sweet');
  const chinese = `${'前面有很长很长的一段文字'.repeat(10)}旋转位置编码${'后面'.repeat(20)}`;
  const at = chinese.indexOf('旋转');
  const shown = snippetWindow(chinese, [[at, at + 2]]);
  assert.ok(shown.indexOf('旋转') <= 16, shown);
});

test('a snippet window never breaks a character, whatever the text and the match', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.nat(400), (text, at) => {
      const shown = snippetWindow(text, [[at, at + 1]]);
      if (text.isWellFormed()) assert.ok(!/^…?[\udc00-\udfff]/.test(shown));
      assert.ok(!shown.includes('\n'));
    }),
  );
});

test('text that looks like an icon is shown as text', () => {
  assert.equal(rowLine('costs $(zap) and $(x,y)$'), 'costs \\$(zap) and $(x,y)$');
});

test('a row says what a hit is and where it stands', () => {
  const names = createNames(t);
  assert.equal(hitPlace(hit({}), names, t), 'Method · 2024');
  assert.equal(hitPlace(hit({ kind: 'paper', category: null }), names, t), 'Paper · 2024');
  const passage = hit({
    kind: 'passage',
    headingPath: ['Vision', 'Positions'],
    page: 3,
    document: 'notes/a.md',
  });
  assert.equal(hitPlace(passage, names, t), 'Passage · Vision › Positions · page 3 · notes/a.md');
});

class FakeMemory implements Memory {
  readonly #values = new Map<string, unknown>();
  get(key: string): unknown {
    return this.#values.get(key);
  }
  update(key: string, value: unknown): Promise<void> {
    this.#values.set(key, value);
    return Promise.resolve();
  }
}

test('the history keeps the last 20 questions, each once, newest first', async () => {
  const history = new SearchHistory(new FakeMemory());
  for (let index = 0; index < 25; index++) await history.add(`question ${index}`);
  await history.add('question 20');
  await history.add('   ');
  assert.equal(history.entries().length, 20);
  assert.deepEqual(history.entries().slice(0, 3), ['question 20', 'question 24', 'question 23']);
  await history.clear();
  assert.deepEqual(history.entries(), []);
});

test('a damaged history counts as empty', async () => {
  const memory = new FakeMemory();
  await memory.update('search.history', { not: 'a list' });
  assert.deepEqual(new SearchHistory(memory).entries(), []);
});
