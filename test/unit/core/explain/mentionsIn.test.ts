import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { loadKnowledgeBase } from '../../../../src/content/knowledgeBase.ts';
import { parseBibliography } from '../../../../src/core/explain/bibliography.ts';
import { Explainer, type ExplainOptions, type Mention } from '../../../../src/core/explain/explainer.ts';
import { textLines } from '../../../../src/core/explain/textLines.ts';
import { atlasTerms } from '../../../../src/engine/atlasTerms.ts';

const KB = join(import.meta.dirname, '../../../../kb');
const explainer = new Explainer(atlasTerms(await loadKnowledgeBase(KB)));

interface Labelled {
  readonly id: string;
  readonly languageId: string;
  readonly file: string;
  readonly bib?: string;
}
const labelled = readFileSync(join(KB, 'evaluation/hover-lines.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Labelled);

const optionsOf = ({ languageId, file, bib }: Labelled): ExplainOptions => ({
  languageId,
  entries: [bib ?? '', languageId === 'bibtex' ? file : ''].flatMap(parseBibliography),
  eagerness: 'fitting',
});

/** The whole-text pass must say what `explain` says at each place, and nothing of places where that says nothing. */
function assertSame(source: string, options: ExplainOptions, id: string): number {
  const text = textLines(source);
  const mentions = [...explainer.mentionsIn(text, options)];
  for (let line = 0; line < text.count; line += 1) {
    const here = mentions.filter((mention) => mention.line === line);
    for (let character = 0; character <= text.line(line).length; character += 1) {
      const covering = here.filter(({ start, end }) => character >= start && character < end);
      assert.ok(covering.length <= 1, `${id}: two mentions at ${line}:${character}`);
      const [mention] = covering;
      const explained = explainer.explain(text, line, character, options);
      assert.deepEqual(mention ?? null, explained && { ...explained, line }, `${id} at ${line}:${character}`);
    }
  }
  return mentions.length;
}

test('the whole-text pass decides like the hover at every place of the hand-labelled texts', () => {
  const found = labelled.map((each) => assertSame(each.file, optionsOf(each), each.id));
  assert.ok(found.filter((count) => count > 0).length > 100);
});

test('it does so in texts put together at random, and whatever the eagerness', () => {
  const piece = fc.constantFrom(...labelled.slice(0, 150));
  const eagerness = fc.constantFrom('quiet', 'fitting', 'eager');
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 4 }), eagerness, (pieces, eager) => {
      const source = pieces.map(({ file }) => file).join('\n\n');
      assertSame(source, { ...optionsOf({ ...pieces[0]!, file: source }), eagerness: eager }, 'joined');
    }),
    { numRuns: 15 },
  );
});

test('a text taken in pieces has the mentions of the whole', () => {
  const source = labelled.map(({ file }) => file).join('\n');
  const text = textLines(source);
  const options: ExplainOptions = { languageId: 'markdown', entries: [], eagerness: 'fitting' };
  const whole = [...explainer.mentionsIn(text, options)];
  const pieces: Mention[] = [];
  for (let from = 0; from < text.count; from += 7)
    pieces.push(...explainer.mentionsIn(text, options, { from, to: from + 7 }));
  assert.deepEqual(pieces, whole);
  assert.ok(whole.length > 200);
});
