import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { knowledgeBaseDocuments, loadKnowledgeBase } from '../../../src/content/knowledgeBase.ts';
import type { PassageRecord } from '../../../src/core/store.ts';
import { atlasDocument } from '../../../src/engine/reading/atlasDocument.ts';
import { spanIn } from '../../../src/engine/reading/readableDocument.ts';

const KB = join(import.meta.dirname, '../../../kb');
const withoutFormulas = (text: string): string => text.replace(/\$\$[\s\S]+?\$\$/g, '').replace(/\s+/g, '');

describe('a card read in one language', () => {
  it('shows its formulas after the summary, whichever section they were written in', async () => {
    const base = await loadKnowledgeBase(KB);
    const { texts } = atlasDocument('m-rope', base, KB)!;
    const formulas = texts.en!.markdown.match(/\$\$[\s\S]+?\$\$/g)!;
    assert.ok(formulas.length > 0);
    assert.deepEqual(texts.zh!.markdown.match(/\$\$[\s\S]+?\$\$/g), formulas);
    assert.ok(!texts.zh!.markdown.startsWith('$$'));
  });

  it('marks every passage where its words stand, formulas or not', async () => {
    const base = await loadKnowledgeBase(KB);
    for (const document of knowledgeBaseDocuments(base).filter(({ kind }) => kind === 'concept')) {
      const { texts } = atlasDocument(document.id, base, KB)!;
      for (const passage of document.passages.filter(({ role }) => role === 'text' || role === 'summary')) {
        const text = texts[passage.language]!;
        const span = spanIn(text, passage as PassageRecord);
        assert.ok(span, `${document.id}: ${passage.text}`);
        if (passage.role !== 'text') continue;
        assert.equal(withoutFormulas(text.markdown.slice(...span)), withoutFormulas(passage.text));
      }
    }
  });
});
