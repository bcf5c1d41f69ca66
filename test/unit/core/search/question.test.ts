import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { AtlasError } from '../../../../src/core/errors.ts';
import { normalizeQuestion, QUESTION_LIMIT } from '../../../../src/core/search/question.ts';

const isEmptyError = (error: unknown): boolean =>
  error instanceof AtlasError && error.code === 'ATLAS-QUERY-EMPTY';

for (const nothing of ['', '   ', '🙂🙂🙂', '\u0000\u0007\u001b', '?!…', '\uD800', '\u200b\u200d']) {
  test(`refuses ${JSON.stringify(nothing)} as holding nothing to search for`, () => {
    assert.throws(() => normalizeQuestion(nothing), isEmptyError);
  });
}

test('full-width letters, control characters and line breaks make no difference', () => {
  assert.equal(normalizeQuestion('  ＣＬＩＰ\u0000 \n loss\u200b '), 'CLIP loss');
});

test('any text gives a short question without control characters or lone surrogates, or the error', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (raw) => {
      try {
        const text = normalizeQuestion(raw);
        assert.ok(text.isWellFormed() && text.length <= QUESTION_LIMIT && !/\p{Cc}/u.test(text));
      } catch (error) {
        assert.ok(isEmptyError(error));
      }
    }),
  );
});

test('a question of 100,000 characters is cut', () => {
  assert.ok(normalizeQuestion('词'.repeat(100_000)).length <= QUESTION_LIMIT);
});
