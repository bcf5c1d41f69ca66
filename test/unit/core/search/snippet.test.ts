import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  readableText,
  snippetOf as snippetOfReadable,
  wordsToMark,
  type Snippet,
} from '../../../../src/core/search/snippet.ts';

const snippetOf = (text: string, asked: string): Snippet =>
  snippetOfReadable(readableText(text), wordsToMark(asked));

const marked = ({ text, matches }: Snippet): string[] => matches.map(([from, to]) => text.slice(from, to));

test('shows the stretch of a long text that holds the words of the question, and marks them', () => {
  const text = `${'Something else entirely. '.repeat(30)}The codebook can collapse to few entries. ${'More of it. '.repeat(30)}`;
  const snippet = snippetOf(text, 'why does a codebook collapse');
  assert.deepEqual(marked(snippet), ['codebook', 'collapse']);
  assert.ok(snippet.text.length < 260 && snippet.text.startsWith('… ') && snippet.text.endsWith(' …'));
});

test('marks Chinese by words and not by lone characters', () => {
  assert.deepEqual(marked(snippetOf('隐空间是模型干活的地方，空气与间隔都不算。', '隐空间是什么')), [
    '隐空间',
  ]);
});

test('marks whatever the case and accents', () => {
  assert.deepEqual(marked(snippetOf('The Fréchet distance', 'frechet DISTANCE')), ['Fréchet', 'distance']);
});

test('marks lie inside the snippet, in order, for any text', () => {
  const words = fc.array(fc.constantFrom('clip', '扩散', '模型', 'a', '🙂', 'loss.', '，', 'Latent'), {
    maxLength: 200,
  });
  fc.assert(
    fc.property(words, fc.constantFrom('clip loss', '扩散模型', 'latent 扩散'), (list, question) => {
      const { text, matches } = snippetOf(list.join(' '), question);
      let last = 0;
      for (const [from, to] of matches) {
        assert.ok(from >= last && to > from && to <= text.length);
        last = to;
      }
      assert.ok(text.isWellFormed());
    }),
  );
});
