import assert from 'node:assert/strict';
import { test } from 'node:test';
import createMarkdownIt, { type Token } from 'markdown-it';
import type { AtlasTerm, AtlasTermPaper, AtlasTerms } from '../../../src/core/explain/terms.ts';
import { HOVER_COMMANDS } from '../../../src/features/hover/commandLink.ts';
import { hoverMarkdown } from '../../../src/features/hover/hoverMarkdown.ts';
import { libraryLine } from '../../../src/features/hover/libraryLine.ts';
import type { LibraryMention } from '../../../src/protocol/requests.ts';
import { payloads } from '../../browser/payloads.ts';

const t = (text: string, ...args: unknown[]): string =>
  text.replace(/\{(\d)\}/g, (_, at: string) => String(args[Number(at)]));
const PICTURE = 'file:///figures/own.png';

// As VS Code reads a hover and more: HTML is looked for, though a hover shows none.
const markdown = createMarkdownIt({ html: true, linkify: true });
markdown.validateLink = () => true;
// Addresses that become links by themselves: in VS Code those with a scheme and e-mail, not every name with a dot.
markdown.linkify.set({ fuzzyLink: false }).add('//', null);

const flat = (tokens: readonly Token[]): Token[] =>
  tokens.flatMap((token) => [token, ...flat(token.children ?? [])]);

/** What a hover's text holds besides words and the links that the extension makes. */
function intruders(text: string): string[] {
  return flat(markdown.parse(text, {})).flatMap(({ type, content, attrs }) => {
    const address = Object.fromEntries(attrs ?? []);
    if (type.startsWith('html')) return [content];
    if (type === 'image') return String(address['src']).startsWith(PICTURE) ? [] : [String(address['src'])];
    if (type !== 'link_open') return [];
    const [, command, args] = /^command:vlmAtlas\.(\w+)\?(.*)$/.exec(String(address['href'])) ?? [];
    const isOwn =
      HOVER_COMMANDS.some((each) => each === command) &&
      Array.isArray(JSON.parse(decodeURIComponent(args ?? 'null')));
    return isOwn ? [] : [String(address['href'])];
  });
}

/** Terms, and a library, in which all that can be a text is the payload. */
function hoversOf(text: string): string[] {
  const id = `id-${text}`;
  const paper = `paper:${text}`;
  const both = { en: text, zh: `中${text}文` };
  const concept: AtlasTerm = {
    names: both,
    aliases: { en: [text], zh: [text] },
    code: [],
    summary: { en: `${text}. ${text}`, zh: `${text}。${text}` },
    category: 'method',
    year: 2024,
    paper,
    figure: 'own',
  };
  const own: AtlasTermPaper = { title: text, line: text, arxiv: '', doi: '', concepts: [id] };
  const terms = {
    version: 2,
    concepts: { [id]: concept },
    papers: { [paper]: own },
  } as unknown as AtlasTerms;
  const mention: LibraryMention = {
    card: id,
    document: `${text}.md`,
    file: `/lib/${text}.md`,
    cell: null,
    line: 1,
    heading: text,
    excerpt: text,
    count: 1,
  };
  return [id, paper].flatMap((card) =>
    (['en', 'zh'] as const).map((language) => {
      const mentions = Array.from({ length: 5 }, () => mention);
      const library = libraryLine(card, mentions, {
        t,
        address: (file) => `file://${encodeURI(file.toWellFormed())}`,
      });
      return hoverMarkdown(card, terms, { language, t, picture: () => PICTURE, library }) ?? '';
    }),
  );
}

test('hostile names, titles, summaries and paths bring no link, picture or HTML into a hover', () => {
  const found: string[] = [];
  for (const [number, { name, text }] of payloads().entries())
    for (const hover of hoversOf(text(number)))
      for (const intruder of intruders(hover)) found.push(`${name}: ${intruder}`);
  assert.deepEqual([...new Set(found)].slice(0, 20), []);
});

test('a hover of plain names has its own links and picture, and one with a link unescaped would be seen', () => {
  const [hover] = hoversOf('CLIP');
  const types = flat(markdown.parse(hover!, {})).map(({ type }) => type);
  assert.equal(types.filter((type) => type === 'image').length, 1);
  assert.ok(types.filter((type) => type === 'link_open').length >= 5);
  assert.deepEqual(intruders('[x](javascript:y) <b>z</b> ![p](https://q.invalid/)'), [
    'javascript:y',
    '<b>',
    '</b>',
    'https://q.invalid/',
  ]);
});
