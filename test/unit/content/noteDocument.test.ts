import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { noteDocument } from '../../../src/content/noteDocument.ts';

describe('a reader’s note', () => {
  it('gives passages with heading paths, places and languages', () => {
    const source =
      '# Reading log\n\nAbout models.\n\n## CLIP\n\nTrained on pairs.\n\n### 损失\n\n行和列各做一次。\n';
    const { titles, passages } = noteDocument(source, 'log.md');
    assert.equal(titles.en, 'Reading log');
    const text = passages.filter(({ role }) => role === 'text');
    assert.deepEqual(
      text.map(({ headingPath }) => headingPath),
      [[], ['CLIP'], ['CLIP', '损失']],
    );
    assert.deepEqual(
      text.map(({ language }) => language),
      ['en', 'en', 'zh'],
    );
    for (const { start, end, text: words } of text) assert.equal(source.slice(start, end), words);
    assert.ok(text[2]!.embeddedText.startsWith('Reading log › CLIP › 损失：'));
  });

  it('makes a figure of a picture with a caption; a remote picture is never fetched', () => {
    const { figures, passages } = noteDocument(
      '![Figure 2: two towers](img/a.png)\n\n![x](https://h/x.png)\n',
      'n/t.md',
    );
    assert.deepEqual(
      figures.map(({ label, image }) => [label, image]),
      [
        ['Figure 2', 'n/img/a.png'],
        ['', null],
      ],
    );
    assert.equal(passages.find(({ role }) => role === 'caption')?.figure, figures[0]!.id);
  });

  it('finds a picture beside the note’s folder, and none outside the library', () => {
    const { figures } = noteDocument(
      '![a](../img/a.png)\n\n![b](../../b.png)\n\n![c](/etc/c.png)\n',
      'notes/t.md',
    );
    assert.deepEqual(
      figures.map(({ image }) => image),
      ['img/a.png', null, null],
    );
  });

  it('takes its title from front matter, a heading, or the file name', () => {
    assert.equal(noteDocument('---\ntitle: A\n---\n# B\n', 'c.md').titles.en, 'A');
    assert.equal(noteDocument('# B\n', 'c.md').titles.en, 'B');
    assert.equal(noteDocument('text\n', 'folder/c.md').titles.en, 'c');
  });

  it('reads front matter that does not parse as text and loses nothing', () => {
    const { passages } = noteDocument('---\ntitle: [A\n---\nwords\n', 'c.md');
    assert.ok(passages.some(({ text }) => text.includes('words')));
  });

  it('accepts any text, and every passage stands where it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (source) => {
        for (const { role, start, end, text } of noteDocument(source, 'any.md').passages) {
          if (role === 'text') assert.equal(source.slice(start, end), text);
        }
      }),
    );
  });
});
