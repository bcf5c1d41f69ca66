import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { knowledgeBaseDocuments, loadKnowledgeBase } from '../../../src/content/knowledgeBase.ts';

const KB = join(import.meta.dirname, '../../../kb');

describe('the knowledge base', () => {
  it('loads whole: 229 cards, 129 papers, nine chapters in two languages, 36 drawings, no problems', async () => {
    const base = await loadKnowledgeBase(KB);
    assert.deepEqual(base.problems, []);
    assert.equal(base.cards.length, 229);
    assert.equal(base.papers.length, 129);
    for (const language of ['en', 'zh'])
      assert.equal(base.chapters.filter((chapter) => chapter.language === language).length, 9);
    assert.equal(base.figures.length, 36);
  });

  it('gives every document its own id, and passages that stand where they say', async () => {
    const base = await loadKnowledgeBase(KB);
    const documents = knowledgeBaseDocuments(base);
    assert.equal(new Set(documents.map(({ id }) => id)).size, documents.length);
    assert.equal(new Set(documents.map(({ path }) => path)).size, documents.length);
    const sources = new Map([...base.cards, ...base.chapters].map(({ path, source }) => [path, source]));
    for (const { path, passages } of documents) {
      for (const { role, start, end, text } of passages) {
        if (role === 'text') assert.equal(sources.get(path)!.slice(start, end), text);
      }
    }
  });

  describe('with one broken card', () => {
    let copy = '';
    before(async () => {
      copy = await mkdtemp(join(tmpdir(), 'atlas-kb-'));
      await cp(join(KB, 'concepts'), join(copy, 'concepts'), { recursive: true });
      await cp(join(KB, 'papers.json'), join(copy, 'papers.json'));
      await writeFile(join(copy, 'concepts/vit.md'), '---\nid: vit\nnames: {en: ViT\n---\n## English\nx\n');
    });
    after(() => rm(copy, { recursive: true }));

    it('names it with its line and loads the rest', async () => {
      const base = await loadKnowledgeBase(copy);
      assert.equal(base.cards.length, 228);
      assert.ok(base.problems.some(({ file, line }) => file === 'concepts/vit.md' && line >= 2));
    });
  });
});
