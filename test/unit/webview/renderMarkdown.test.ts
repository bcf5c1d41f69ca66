import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { renderMarkdown } from '../../../src/webview/renderMarkdown.ts';

const options = { span: null, title: '', imageLabel: 'Picture:', picture: () => null };
const render = (text: string): string => renderMarkdown(text, options);

test('formulas are set by KaTeX, inline and displayed', () => {
  assert.match(render('so $R_\\Theta(p)$ turns'), /<span class="katex">/);
  assert.match(render('$$\\frac12$$'), /<div class="formula" tabindex="0">.*katex-display/s);
  assert.match(render('公式$x^2$如下'), /class="katex"/);
});

test('raw HTML is shown, not run', () => {
  const html = render('<img src=x onerror=alert(1)>\n\nand <script>alert(1)</script>');
  assert.doesNotMatch(html, /<img|<script/);
  assert.match(html, /&lt;script&gt;/);
});

test('no picture is loaded; its text stands in its place', () => {
  const html = render('![a cat](https://example.org/cat.png)');
  assert.doesNotMatch(html, /<img|example\.org/);
  assert.match(html, /<span class="picture">Picture: a cat<\/span>/);
});

test('links carry their target as data', () => {
  assert.match(
    render('[x](https://a.b/?q="1")'),
    /<a href="#" data-href="https:\/\/a\.b\/\?q=%221%22">x<\/a>/,
  );
  assert.doesNotMatch(render('[x](javascript:alert(1))'), /<a /);
});

test('TeX gets no links, classes or pictures, and no endless expansion', () => {
  for (const tex of [
    '\\href{javascript:alert(1)}{x}',
    '\\htmlClass{a}{x}',
    '\\includegraphics{https://a.b/c.png}',
  ]) {
    const html = render(`$$${tex}$$`);
    assert.doesNotMatch(html.replace(/<annotation.*?<\/annotation>/gs, ''), /<a |<img|class="a"/, tex);
  }
  assert.match(render('$$\\def\\a{\\a\\a}\\a$$'), /katex-error/);
});

test('the cited passage is marked by its lines, and nothing else is', () => {
  const text = 'First paragraph.\n\nSecond one\nof two lines.\n\nThird.';
  const start = text.indexOf('of two');
  const html = renderMarkdown(text, { ...options, span: [start, start + 6] });
  assert.match(html, /<p class="cited">Second one\nof two lines\.<\/p>/);
  assert.equal(html.match(/cited/g)?.length, 1);
});

test('a cited item of a tight list, a row of a table and a formula can be marked', () => {
  for (const text of ['- one\n- two', '| a | b |\n|---|---|\n| one | two |', 'one\n\n$$two$$']) {
    const at = text.indexOf('two');
    assert.match(renderMarkdown(text, { ...options, span: [at, at + 3] }), /class="[^"]*cited[^"]*"/, text);
  }
});

test('Windows line ends do not move the mark', () => {
  const text = 'First.\r\n\r\nSecond.\r\n\r\nThird.';
  const at = text.indexOf('Second');
  assert.match(renderMarkdown(text, { ...options, span: [at, at + 6] }), /<p class="cited">Second\.<\/p>/);
});

test('a heading that repeats the title is left out, another one stays', () => {
  assert.doesNotMatch(renderMarkdown('# CLIP\n\nText.', { ...options, title: 'CLIP' }), /<h1/);
  assert.match(renderMarkdown('# Other\n\nText.', { ...options, title: 'CLIP' }), /<h1[^>]*>Other/);
});

test('any text and any span give HTML without scripts, handlers or followable links', () => {
  const part = fc.constantFrom(
    '$',
    '$$',
    '<',
    '>',
    '"',
    '`',
    '[',
    '](',
    ')',
    '\n',
    '|',
    '\\',
    'javascript:',
    'onerror=',
    '<svg/onload=',
    'a',
    '# ',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 40 }), fc.nat(60), fc.nat(60), (pieces, a, b) => {
      const html = renderMarkdown(pieces.join(''), { ...options, span: [Math.min(a, b), Math.max(a, b)] });
      assert.doesNotMatch(html, /<(?:script|img|iframe|object|svg\/)/i);
      assert.doesNotMatch(html, /<[^>]* on\w+=(?=")/i);
      assert.doesNotMatch(html, /<a[^>]* href="(?!#")/i);
    }),
  );
});

test('headings and footnotes can be led to', () => {
  const html = render('## Two stages: 训练\n\nSaid[^a] so, and[^a] again.\n\n[^a]: Really.');
  assert.match(html, /<h2 data-anchor="two-stages-训练">/);
  assert.match(html, /<a href="#" data-href="#fn1" data-anchor="fnref1">1<\/a>/);
  assert.match(html, /<li data-anchor="fn1"><p>Really\./);
  for (const [, target] of html.matchAll(/data-href="#([^"]+)"/g))
    assert.ok(html.includes(`data-anchor="${target}"`), `${target} is there`);
});

test('code of a known language is coloured, of another one shown as it is', () => {
  assert.match(render('```python\nimport torch\n```'), /<span class="hljs-keyword">import<\/span>/);
  assert.match(render('```nonsense\nimport <torch>\n```'), /import &lt;torch&gt;/);
});

test('a picture of the library is shown, any other one is named', () => {
  const picture = (address: string): string | null => (address === 'a.png' ? 'https://own/a.png' : null);
  assert.match(
    renderMarkdown('![a "b"](a.png)', { ...options, picture }),
    /<img src="https:\/\/own\/a.png" alt="a &quot;b&quot;">/,
  );
  assert.doesNotMatch(renderMarkdown('![a](https://x.y/a.png)', { ...options, picture }), /<img/);
});

test('a formula too long to be set is shown as it is written', () => {
  const html = render(`$${'x+'.repeat(20_000)}x$`);
  assert.match(html, /<code>x\+x/);
  assert.doesNotMatch(html, /katex-html/);
});
