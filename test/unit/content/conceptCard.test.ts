import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cardDocument, cardSummary } from '../../../src/content/cardDocument.ts';
import type { CardSection } from '../../../src/core/concept.ts';
import { parseConceptCard } from '../../../src/content/conceptCard.ts';

const CARD = `---
id: demo
names: { en: Demo, zh: 演示 }
aliases: { en: [Demonstration], zh: [示例] }
category: method
year: 2021
status: written
papers: [demo2021]
relations:
  uses: [vit]
symbols: [DemoModel]
models: [org/demo]
questions:
  en: [What is it for?]
  zh: [它有什么用？]
---

## English
Shows **how** things are shown. It is short.

**Numbers.** It has 42 parts.

## 中文
演示怎样演示。很短。
`;

describe('a concept card', () => {
  it('is read with both sections and their places in the file', () => {
    const { card, problems } = parseConceptCard(CARD, 'concepts/demo.md');
    assert.deepEqual(problems, []);
    assert.ok(card);
    assert.equal(card.names.zh, '演示');
    assert.deepEqual(card.relations, { uses: ['vit'] });
    for (const language of ['en', 'zh'] as const) {
      const { markdown, offset, line }: CardSection = card.sections[language];
      assert.equal(CARD.slice(offset, offset + markdown.length), markdown);
      assert.ok(CARD.split('\n')[line - 1]!.startsWith(markdown.slice(0, 5)));
    }
    assert.equal(cardSummary(card, 'en'), 'Shows how things are shown. It is short.');
  });

  it('becomes passages that point back at their words', () => {
    const { card } = parseConceptCard(CARD, 'concepts/demo.md');
    const { passages, names } = cardDocument(card!);
    const roles = passages.map((passage) => `${passage.language} ${passage.role}`);
    assert.deepEqual(roles, [
      'en name',
      'en summary',
      'en question',
      'en text',
      'zh name',
      'zh summary',
      'zh question',
      'zh text',
    ]);
    for (const passage of passages.filter(({ role }) => role === 'text')) {
      assert.equal(CARD.slice(passage.start, passage.end), passage.text);
      assert.ok(passage.embeddedText.startsWith(passage.language === 'en' ? 'Demo: ' : '演示：'));
      assert.deepEqual(passage.concepts, ['demo']);
    }
    assert.deepEqual(
      names.map(({ text }) => text),
      ['Demo', 'Demonstration', '演示', '示例', 'DemoModel', 'org/demo'],
    );
  });

  const broken: readonly [string, (card: string) => string, number, RegExp][] = [
    [
      'front matter that does not parse',
      (card) => card.replace('year: 2021', 'year: [2021'),
      7,
      /does not parse/,
    ],
    ['no front matter', (card) => card.slice(4), 1, /No front matter/],
    ['an unknown field', (card) => card.replace('year:', 'yaer:'), 6, /Unknown field `yaer`/],
    ['an unknown category', (card) => card.replace('method', 'magic'), 5, /`category` must be one of/],
    ['an unknown relation', (card) => card.replace('uses:', 'loves:'), 9, /`relations.loves` is unknown/],
    ['a missing language', (card) => card.replace('## 中文', '## Deutsch'), 2, /`## 中文` is missing/],
    [
      'an id that is not its file name',
      (card) => card.replace('id: demo', 'id: other'),
      2,
      /file is named demo/,
    ],
    [
      'a question that is not a text',
      (card) => card.replace('[What is it for?]', '[{a: b}]'),
      13,
      /put it in quotes/,
    ],
  ];
  for (const [fault, damage, line, message] of broken) {
    it(`with ${fault} names file and line`, () => {
      const { problems } = parseConceptCard(damage(CARD), 'concepts/demo.md');
      const found = problems.find((problem) => message.test(problem.message));
      assert.ok(found, JSON.stringify(problems));
      assert.equal(found.file, 'concepts/demo.md');
      assert.equal(found.line, line);
    });
  }
});
