import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseBibliography } from '../../../src/core/explain/bibliography.ts';
import type { AtlasTerms } from '../../../src/core/explain/terms.ts';
import { citationChoices } from '../../../src/features/hover/citationChoices.ts';
import { libraryLine } from '../../../src/features/hover/libraryLine.ts';
import { linesAround, type TextByLines } from '../../../src/features/hover/linesAround.ts';
import { nearestFile } from '../../../src/features/hover/nearestFile.ts';
import { typedKey } from '../../../src/features/hover/openCitation.ts';
import { placeLabel } from '../../../src/features/library/placeLabel.ts';
import type { LibraryMention } from '../../../src/protocol/requests.ts';

const t = (text: string, ...args: unknown[]): string =>
  text.replace(/\{(\d)\}/g, (_, at: string) => String(args[Number(at)]));

const mention = (document: string, line: number, cell: number | null = null): LibraryMention => ({
  card: 'clip',
  document,
  file: `/lib/${document}`,
  cell,
  line,
  heading: null,
  excerpt: '',
  count: 1,
});

/** The labels of a Markdown text's links, and what they run. */
const linksOf = (markdown: string): [label: string, command: string, args: unknown][] =>
  [...markdown.matchAll(/\[((?:[^\]\\]|\\.)*)\]\(command:(\w+\.\w+)\?([^)]*)\)/g)].map(
    ([, label, command, args]) => [label!, command!, JSON.parse(decodeURIComponent(args!)) as unknown],
  );

test('a hover names three documents of the library and says how many there are more', () => {
  const mentions = [
    mention('notes/a.md', 11),
    mention('run.ipynb', 1, 2),
    mention('b.md', 0),
    mention('c.md', 5),
    mention('d.md', 5),
  ];
  const address = (file: string): string => `file://${file}`;
  const line = libraryLine('clip', mentions, { t, address });
  assert.match(line, /^In your library: .* · .* · .* \(and .*2 more.*\)$/);
  assert.deepEqual(linksOf(line), [
    ['notes/a.md:12', 'vlmAtlas.openPlace', ['file:///lib/notes/a.md', 11, null]],
    ['run.ipynb, cell 3, line 2', 'vlmAtlas.openPlace', ['file:///lib/run.ipynb', 1, 2]],
    ['b.md:1', 'vlmAtlas.openPlace', ['file:///lib/b.md', 0, null]],
    ['2 more', 'vlmAtlas.openConcept', ['clip']],
  ]);
  assert.equal(libraryLine('clip', [], { t, address }), '');
  assert.doesNotMatch(libraryLine('clip', mentions.slice(0, 3), { t, address }), /more/);
});

test('a path that would break out of its link does not, and a long one loses its beginning', () => {
  const evil = libraryLine('clip', [mention('a](command:x) [b.md', 0)], { t, address: (file) => file });
  assert.equal(linksOf(evil).length, 1);
  assert.doesNotMatch(evil, /[^\\]\]\(command:x/);
  const label = placeLabel(mention(`../second/${'folder/'.repeat(20)}note.md`, 3), t);
  assert.match(label, /^….*folder\/note\.md:4$/);
  assert.ok(label.length <= 50);
});

const TERMS: AtlasTerms = {
  version: 2,
  concepts: {},
  papers: {
    'paper:clip': {
      title: 'Learning T',
      line: 'Alec Radford et al., 2021',
      arxiv: '2103.00020',
      doi: '',
      concepts: [],
    },
    'paper:vit': {
      title: 'Sixteen Words',
      line: 'Alexey D et al., 2020',
      arxiv: '2010.11929',
      doi: '',
      concepts: [],
    },
    'paper:sam': { title: 'Segment', line: 'Alexander K, 2023', arxiv: '', doi: '', concepts: [] },
  },
};

test("the workspace's entries come first, then the papers that they lack, under keys that are free", () => {
  const entries = parseBibliography(
    [
      '@article{radford, author = {Radford, Alec and Kim, Jong Wook}, title = {{Learning} {T}}, year = 2021, eprint = {2103.00020}}',
      '@misc{vit, author = "{Some Group}", title = {Vitamins}, date = {2019-03-01}}',
      '@misc{vit, title = {The same key again}}',
      '@book{solo, author = {Ada Lovelace}, year = 1843}',
    ].join('\n'),
  );
  const choices = citationChoices(entries, TERMS);
  assert.deepEqual(
    choices.map(({ key, detail, title, paper }) => [key, detail, title, paper]),
    [
      ['radford', 'Radford et al., 2021', 'Learning T', null],
      ['vit', 'Some Group, 2019', 'Vitamins', null],
      ['solo', 'Lovelace, 1843', '', null],
      ['vit-2', 'Alexey D et al., 2020', 'Sixteen Words', 'paper:vit'],
      ['sam', 'Alexander K, 2023', 'Segment', 'paper:sam'],
    ],
  );
  assert.equal(choices[3]!.words, 'vit-2 Alexey D Sixteen Words');
  assert.deepEqual(citationChoices([], null), []);
});

test('a key is completed inside a citation that is open, and nowhere else', () => {
  const cases: readonly (readonly [languageId: string, before: string, typed: string | null])[] = [
    ['markdown', 'as in [@', ''],
    ['markdown', 'as in [see @rad', 'rad'],
    ['markdown', '[@a; -@b', 'b'],
    ['markdown', '[@a]', null],
    ['markdown', 'mail [me@host', null],
    ['markdown', 'a @decorator', null],
    ['latex', '\\cite{', ''],
    ['latex', '\\citep[p. 3]{a, b', 'b'],
    ['latex', '\\cite{a} and {', null],
    ['latex', '[@a', null],
    ['python', 'x = [@a', null],
  ];
  for (const [languageId, before, typed] of cases)
    assert.equal(typedKey(languageId, before), typed, `${languageId}: ${before}`);
});

test('an entry goes into the nearest .bib file', () => {
  const files = ['/w/refs.bib', '/w/paper/main.bib', '/w/paper/deep/er/x.bib', '/w/other/y.bib'];
  assert.equal(nearestFile('/w/paper/a.tex', files), '/w/paper/main.bib');
  assert.equal(nearestFile('/w/paper/deep/a.tex', files), '/w/paper/deep/er/x.bib');
  assert.equal(nearestFile('/w/third/a.tex', files), '/w/refs.bib');
  assert.equal(nearestFile('/w/a.tex', []), undefined);
});

test("a notebook's cell has its neighbours around it, and any other document itself alone", () => {
  const text = (source: string): TextByLines => {
    const lines = source.split('\n');
    return { lineCount: lines.length, lineAt: (at) => ({ text: lines[Number(at)]! }) as never };
  };
  const far = text('far');
  const long = text(Array.from({ length: 30 }, (_, at) => `long ${at}`).join('\n'));
  const own = text('own 0\nown 1');
  const after = text('after');
  const { lines, shift } = linesAround(own, [far, long, own, after]);
  assert.equal(shift, 30);
  assert.deepEqual(
    [-1, 0, 29, 30, 31, 32, 33].map((at) => lines.line(at)),
    ['', 'long 0', 'long 29', 'own 0', 'own 1', 'after', ''],
  );
  assert.equal(lines.count, 33);
  const alone = linesAround(own, []);
  assert.deepEqual([alone.shift, alone.lines.count, alone.lines.line(1)], [0, 2, 'own 1']);
});
