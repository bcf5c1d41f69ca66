import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseBibliography } from '../../../../src/core/explain/bibliography.ts';
import { textLines } from '../../../../src/core/explain/textLines.ts';

test('an entry says where its key stands', () => {
  const source = '% mine\r\n@article{ a2,\r\n  title={A}\r\n}\n\n  @misc {b-1 , note = {x}}@misc{a,}';
  assert.deepEqual(
    parseBibliography(source).map(({ key, line, character }) => [key, line, character]),
    [
      ['a2', 1, 10],
      ['b-1', 5, 9],
      ['a', 5, 32],
    ],
  );
});

test('the key is found in its line, whatever the text around it', () => {
  const piece = fc.constantFrom(
    '@article{key,',
    '@misc{\n k2,',
    '}\n',
    '\r\n',
    '\r',
    'title = {@x},',
    ' ',
    '中',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const source = pieces.join('');
      const text = textLines(source);
      for (const { key, line, character } of parseBibliography(source))
        assert.equal(text.line(line).slice(character, character + key.length), key);
    }),
  );
});
