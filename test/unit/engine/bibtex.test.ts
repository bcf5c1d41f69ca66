import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { loadKnowledgeBase } from '../../../src/content/knowledgeBase.ts';
import type { Paper } from '../../../src/core/concept.ts';
import { bibtexEntry, escapeLatex } from '../../../src/engine/reading/bibtex.ts';
import { KB } from './fakeParts.ts';

const paper: Paper = {
  key: 'x2024',
  type: 'article',
  title: '100% of {Models} & a_b #1 $5 ~ ^ \\',
  authors: ['Ada Anderson', 'Band and Sons'],
  othersOmitted: false,
  year: 2024,
  venue: 'arXiv preprint',
  arxiv: '2401.00001',
  doi: '',
  url: 'https://example.org/a_b?c={d}',
  code: '',
  verified: true,
  figures: [],
};

/** Do the braces of a text close in order, escaped ones not counted? */
function balanced(text: string): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(/\\.|[{}]/gs)) {
    if (token === '{') depth += 1;
    if (token === '}') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

describe('BibTeX', () => {
  it('escapes what LaTeX would take as commands', () => {
    assert.equal(
      escapeLatex(paper.title),
      '100\\% of \\{Models\\} \\& a\\_b \\#1 \\$5 \\textasciitilde{} \\textasciicircum{} \\textbackslash{}',
    );
    const entry = bibtexEntry(paper);
    assert.match(entry, /^@misc\{x2024,/);
    assert.match(entry, /author = \{Ada Anderson and Band \{and\} Sons\}/);
    assert.match(entry, /url = \{https:\/\/example\.org\/a_b\?c=%7Bd%7D\}/);
    assert.doesNotMatch(entry, /preprint|doi/);
  });

  it('stays one entry, whatever a field holds', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.array(fc.string(), { minLength: 1 }),
        fc.string(),
        (title, venue, authors, url) => {
          assert.ok(balanced(bibtexEntry({ ...paper, title, venue, authors, url })));
        },
      ),
    );
  });

  it('is whole for every paper of the knowledge base', async () => {
    const { papers } = await loadKnowledgeBase(join(KB));
    for (const each of papers) {
      const entry = bibtexEntry(each);
      assert.ok(balanced(entry), each.key);
      assert.match(entry, /title = \{\{.+\}\},\n {2}author = \{.+\},\n {2}year = \{\d{4}\},/, each.key);
    }
  });
});
