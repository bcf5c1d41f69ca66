import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atlasLink, idOfLink } from '../../../src/features/host/atlasLink.ts';
import { createNames } from '../../../src/features/host/names.ts';
import { linkTarget, rootOf } from '../../../src/features/reader/linkTarget.ts';
import { pageHtml } from '../../../src/features/host/pageHtml.ts';
import { documentPage } from '../../../src/features/reader/readerPage.ts';
import type { ReadAnswer } from '../../../src/protocol/requests.ts';
import { parseToReader } from '../../../src/webview/parseToReader.ts';

const t = (message: string): string => message;
const parts = {
  canGoBack: false,
  canGoForward: false,
  canOpenInTab: false,
  textSize: 100,
  pictures: null,
  hasLineage: true,
  names: createNames(t),
  t,
};
const place = { scroll: 0, anchor: null, state: { places: [], at: 0 } };

const answer: ReadAnswer = {
  id: 'm-rope',
  kind: 'concept',
  document: 'atlas:concepts/m-rope.md',
  file: '/x/kb/concepts/m-rope.md',
  titles: { en: 'M-RoPE', zh: 'M-RoPE（多模态旋转位置编码）' },
  language: 'en',
  languages: ['en', 'zh'],
  markdown: 'Text.',
  figures: [],
  span: null,
  clipped: null,
  category: 'method',
  year: 2024,
  papers: [
    {
      id: 'paper:qwen2vl',
      title: 'Qwen2-VL',
      firstAuthor: 'Wang',
      year: 2024,
      venue: 'arXiv',
      arxiv: '2409.12191',
      doi: '',
      url: 'https://example.org/paper',
      code: 'javascript:alert(1)',
    },
  ],
  relations: [
    { type: 'builds-on', id: 'rope', titles: { en: 'RoPE', zh: 'RoPE（旋转位置编码）' } },
    { type: 'part-of', id: 'qwen2-vl', titles: { en: 'Qwen2-VL', zh: 'Qwen2-VL' } },
    { type: 'builds-on', id: 'transformer', titles: { en: 'Transformer', zh: 'Transformer' } },
  ],
};

test('a document becomes a page that the webview accepts', () => {
  const page = documentPage('m-rope', answer, parts);
  assert.deepEqual(parseToReader({ type: 'show', page, place }), { type: 'show', page, place });
  assert.equal(page.subtitle, 'M-RoPE（多模态旋转位置编码）');
  assert.deepEqual(page.chips, ['Method', '2024']);
  assert.deepEqual(
    page.relations.map(({ label, items }) => [label, items.map(({ id }) => id)]),
    [
      ['Builds on', ['rope', 'transformer']],
      ['Part of', ['qwen2-vl']],
    ],
  );
});

test('only https links of a paper are offered', () => {
  const [paper] = documentPage('m-rope', answer, parts).papers;
  assert.deepEqual(paper!.links, [{ label: 'arXiv', href: 'https://arxiv.org/abs/2409.12191' }]);
});

test('a link leads out only by https, and never out of its folder', () => {
  const note = 'notes/deep/a.md';
  assert.deepEqual(linkTarget('https://arxiv.org/abs/1', note), {
    type: 'outside',
    url: 'https://arxiv.org/abs/1',
  });
  assert.deepEqual(linkTarget('concept:clip', note), { type: 'read', id: 'clip' });
  assert.deepEqual(linkTarget('paper:clip', note), { type: 'read', id: 'paper:clip' });
  assert.deepEqual(linkTarget('../b%20c.md#part', note), {
    type: 'file',
    path: 'notes/b c.md',
    fragment: 'part',
  });
  assert.deepEqual(linkTarget('/top.md', note), { type: 'file', path: 'top.md', fragment: '' });
  assert.deepEqual(linkTarget('clip.md', 'atlas:concepts/m-rope.md'), { type: 'read', id: 'clip' });
  assert.deepEqual(linkTarget('../concepts/clip.md', 'atlas:notes/x.md'), { type: 'read', id: 'clip' });
  for (const refused of [
    'http://example.org',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'command:workbench.action.quit',
    'vscode://a/b',
    '../../../etc/passwd',
    '%2e%2e/%2e%2e/%2e%2e/etc/passwd',
    '..\\..\\x',
    '//host/share',
    '#part',
    '',
    'data:text/html,x',
    'C:/Windows/x',
  ]) {
    assert.deepEqual(linkTarget(refused, note), { type: 'none' }, refused);
  }
});

test('the root of a document is its file without its path', () => {
  assert.equal(rootOf('notes/a.md', '/home/me/lib/notes/a.md'), '/home/me/lib/');
  assert.equal(rootOf('../other/notes/a.md', '/home/me/other/notes/a.md'), '/home/me/other/');
  assert.equal(rootOf('notes/a.md', 'C:\\lib\\notes\\a.md'), 'C:/lib/');
  assert.equal(rootOf('notes/a.md', '/home/me/b.md'), null);
});

test('a copied link opens what it was copied from', () => {
  const id = 'passage:a b/ü?&#';
  const url = new URL(atlasLink('vscode', 'vlm-atlas.vlm-atlas', id));
  assert.equal(idOfLink(url.pathname, url.search.slice(1)), id);
  assert.equal(idOfLink('/run', 'id=clip'), null);
  assert.equal(idOfLink('/open', ''), null);
  assert.equal(idOfLink('/open', 'id=a%0Ab'), null);
});

test('the page of the reader loads nothing from elsewhere and runs one script', () => {
  const html = pageHtml({
    source: 'vscode-resource:',
    nonce: 'abc',
    script: 'r.js',
    styles: ['a.css'],
    title: 'T',
  });
  assert.match(
    html,
    /default-src 'none'; script-src 'nonce-abc'; style-src vscode-resource: 'unsafe-inline'/,
  );
  assert.doesNotMatch(html, /script-src[^;]*unsafe|https?:|connect-src|frame-src|onload=/);
  assert.equal(html.match(/<script/g)?.length, 1);
});
