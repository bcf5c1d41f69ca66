import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseFigure } from '../../../src/content/figure.ts';
import { figureDocument } from '../../../src/content/figureDocument.ts';
import { figureSvg } from '../../../src/content/figureSvg.ts';

const OPEN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 100">';
const DRAWING = `${OPEN}\n<rect class="box image" x="1" y="1" width="9" height="9"/><text x="5" y="5">{eye}</text>\n<path class="arrow" d="M1 1h9"/>\n</svg>\n`;
const FIELDS = `title: {en: An eye, zh: 眼睛}
caption: {en: What sees., zh: 负责看。}
description: {en: A box named eye & nothing else., zh: 一个写着“眼睛”的方框。}
concepts: [clip]
words:
  eye: {en: eye < ear, zh: 眼}
`;
const problemsOf = (drawing: string, fields = FIELDS): string[] =>
  parseFigure('eye', drawing, fields).problems.map(({ file, line, message }) => `${file}:${line} ${message}`);

test('a figure is drawn once and speaks both languages', () => {
  const { figure, problems } = parseFigure('eye', DRAWING, FIELDS);
  assert.deepEqual(problems, []);
  const [en, zh] = (['en', 'zh'] as const).map((language) => figureSvg(figure!, language, null));
  assert.match(en!, /viewBox="0 0 480 100"[^>]*lang="en"/);
  assert.match(en!, />eye &lt; ear</);
  assert.match(en!, /<desc id="eye-description">A box named eye &amp; nothing else\.</);
  assert.match(en!, /class="arrow" marker-end="url\(#eye-tip\)"/);
  assert.match(zh!, />眼</);
  assert.match(figureSvg(figure!, 'en', '.box{}'), /<style>\.box\{\}<\/style>/);
});

test('a figure is found by its title and by what it says, in both languages', () => {
  const { figure } = parseFigure('eye', DRAWING, FIELDS);
  const { passages, figures, concepts } = figureDocument(figure!);
  assert.deepEqual(
    passages.map(({ role, language, text, figure: id }) => [role, language, text, id]),
    [
      ['name', 'en', 'An eye', null],
      ['caption', 'en', 'What sees.', 'figure:eye'],
      ['name', 'zh', '眼睛', null],
      ['caption', 'zh', '负责看。', 'figure:eye'],
    ],
  );
  assert.match(passages[1]!.embeddedText, /An eye.*What sees.*nothing else/s);
  assert.deepEqual(
    [figures[0]!.id, figures[0]!.image, concepts],
    ['figure:eye', 'figures/eye.svg', ['clip']],
  );
});

test('what a drawing may not hold is named with file, line and mend', () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    ['<svg viewBox="0 0 1 1"></svg>', /figures\/eye\.svg:1 A drawing begins with <svg xmlns/],
    [DRAWING.replace('<rect', '<script/><rect'), /:2 Unknown element <script>/],
    [DRAWING.replace('x="1"', 'onclick="go()" x="1"'), /:2 Unknown attribute onclick/],
    [DRAWING.replace('<path', '<image href="https://x.y/z"/><path'), /:3 Unknown element <image>/],
    [DRAWING.replace('</text>', ''), /<\/svg> closes <text>/],
    [DRAWING.replace('{eye}', '{eye} < 3'), /:2 A `<`, `>` or `&`/],
    [DRAWING.replace('{eye}', '{ear}'), /eye\.yaml:5 `words\.ear` is missing/],
  ];
  for (const [drawing, expected] of cases)
    assert.ok(
      problemsOf(drawing).some((problem) => expected.test(problem)),
      `${expected} in ${problemsOf(drawing).join('; ')}`,
    );
});

test('fields that are missing, unknown, unused or no YAML are named', () => {
  assert.match(
    problemsOf(DRAWING, FIELDS.replace(', zh: 负责看。', '')).join(),
    /:2 `caption\.zh` must be a text/,
  );
  assert.match(problemsOf(DRAWING, `${FIELDS}colour: red\n`).join(), /:7 Unknown field `colour`/);
  assert.match(
    problemsOf(DRAWING, `${FIELDS}  ear: {en: ear, zh: 耳}\n`).join(),
    /`words\.ear` stands nowhere/,
  );
  assert.match(problemsOf(DRAWING, 'title: {').join(), /eye\.yaml:1 YAML does not parse/);
  assert.match(problemsOf(DRAWING, FIELDS.replace('[clip]', '[]')).join(), /`concepts` must name/);
});
