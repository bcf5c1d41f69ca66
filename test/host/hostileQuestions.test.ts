import assert from 'node:assert/strict';
import { codeOf, search } from './atlas.ts';

const HOSTILE: Readonly<Record<string, string>> = {
  empty: '',
  blank: ' \t\n ',
  'control characters': '\u0000\u0007\u001b[31m',
  'emoji only': '😀🧑‍🚀🎉',
  'a lone surrogate': '\ud800 attention',
  'full-text operators': '"unclosed AND (NEAR(a b, 3) OR -col:x* ^',
  SQL: "'; DROP TABLE passages; --",
  'a path': '../../../etc/passwd',
  'icons and templates': '$(zap) ${x} {0} %s',
  'right to left': '\u202eמה זה \u202c',
  '100,000 characters': 'attention '.repeat(10_000),
  '100,000 characters without a space': '注意力'.repeat(33_334),
};

suite('hostile questions', () => {
  for (const [name, question] of Object.entries(HOSTILE)) {
    test(`${name}: an answer or an error with a code`, async () => {
      try {
        const { hits } = await search(question);
        assert.ok(Array.isArray(hits));
      } catch (error) {
        assert.match(codeOf(error), /^ATLAS-(?:QUERY-EMPTY|USAGE)$/);
      }
    });
  }

  test('after all of them an ordinary question is answered', async () => {
    const { hits } = await search('CLIP');
    assert.equal(hits[0]?.id, 'clip');
  });
});
