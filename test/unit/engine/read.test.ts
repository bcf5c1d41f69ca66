import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { knowledgeBaseDocuments, loadKnowledgeBase } from '../../../src/content/knowledgeBase.ts';
import type { AtlasError } from '../../../src/core/errors.ts';
import type { PassageRecord, Store } from '../../../src/core/store.ts';
import { Engine } from '../../../src/engine/engine.ts';
import { openStore } from '../../../src/store/sqliteStore.ts';
import { configurationFor, fakeParts, KB } from './fakeParts.ts';

const notFound = (error: AtlasError): boolean => error.code === 'ATLAS-NOT-FOUND';

/** The Chinese text gets the card's formulas, which stand in the English section, after its summary. */
const withoutFormulas = (text: string): string => text.replace(/\$\$[\s\S]+?\$\$/g, '').replace(/\s+/g, '');

describe('reading', () => {
  let root = '';
  let engine: Engine;
  let atlas: Store;

  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'atlas-read-'));
    const base = await loadKnowledgeBase(KB);
    const file = join(root, 'atlas.sqlite');
    const options = { file, modelId: 'fake', dimensions: 8, native: false, version: '' };
    atlas = await openStore({ ...options, mode: 'write' });
    const wanted = new Set([
      'clip',
      'm-rope',
      'paper:clip',
      'document:qwen-vl.en',
      'document:qwen-vl.zh',
      'document:figure.clip-training',
    ]);
    for (const document of knowledgeBaseDocuments(base)) {
      if (wanted.has(document.id)) await atlas.replaceDocument(document, new Map());
    }
    const parts = fakeParts({ openAtlas: () => openStore({ ...options, mode: 'read' }) });
    engine = new Engine(configurationFor(join(root, 'library')), parts, () => undefined);
    await mkdir(join(root, 'notes'));
    const front = '---\ntitle: My note\n---\n';
    await writeFile(
      join(root, 'notes/a.md'),
      `${front}Some words.\n\n## Part\n\nThe passage that is looked for.\n`,
    );
    await engine.request('index', { folder: join(root, 'notes') });
  });
  after(async () => {
    await engine.close();
    await atlas.close();
    await rm(root, { recursive: true });
  });

  const passagesOf = async (
    document: string,
    holds: (passage: PassageRecord) => boolean,
  ): Promise<PassageRecord[]> => (await atlas.passagesOf(document)).filter(holds);

  it('shows a card in the language asked for, with its papers and relations by name', async () => {
    const en = await engine.request('read', { id: 'm-rope' });
    assert.equal(en.language, 'en');
    assert.deepEqual(en.languages, ['en', 'zh']);
    assert.equal(en.document, 'atlas:concepts/m-rope.md');
    assert.equal(en.file, join(KB, 'concepts/m-rope.md'));
    assert.ok(en.papers.some(({ id, title }) => id === 'paper:qwen2vl' && title.includes('Qwen2-VL')));
    assert.ok(
      en.relations.some(({ type, id, titles }) => type === 'part-of' && id === 'qwen2-vl' && titles.zh),
    );
    assert.equal(en.span, null);
    const zh = await engine.request('read', { id: 'm-rope', language: 'zh' });
    assert.match(zh.markdown, /\p{Script=Han}{4}/u);
    assert.doesNotMatch(zh.markdown, /^questions:/m);
  });

  it('points to each passage of a card in the Markdown it shows', async () => {
    for (const passage of await passagesOf('m-rope', ({ role }) => role === 'text')) {
      const { markdown, span, language } = await engine.request('read', { id: passage.passageId });
      assert.equal(language, passage.language);
      assert.ok(span);
      assert.equal(withoutFormulas(markdown.slice(...span)), withoutFormulas(passage.text));
    }
  });

  it('points to no place for a question, a name, and in the other language', async () => {
    const [question] = await passagesOf('clip', ({ role }) => role === 'question');
    assert.equal((await engine.request('read', { id: question!.passageId })).span, null);
    const [text] = await passagesOf('clip', ({ role, language }) => role === 'text' && language === 'en');
    const other = await engine.request('read', { id: text!.passageId, language: 'zh' });
    assert.equal(other.language, 'zh');
    assert.equal(other.span, null);
  });

  it('shows a card with the drawings of its concept, in the language of the text', async () => {
    const { figures } = await engine.request('read', { id: 'clip', language: 'zh' });
    assert.equal(figures[0]!.id, 'figure:clip-training');
    assert.match(figures[0]!.svg, /^<svg[^>]*lang="zh-CN".*文本编码器.*<\/svg>$/s);
    assert.match(figures[0]!.caption, /对角线/);
    assert.deepEqual((await engine.request('read', { id: 'paper:clip' })).figures, []);
  });

  it('shows a drawing as a page of its own: what it says, and what it is about', async () => {
    const page = await engine.request('read', { id: 'figure:clip-training', language: 'en' });
    assert.equal(page.titles.en, 'CLIP: one batch, one matrix');
    assert.match(page.markdown, /^!\[\]\(\.\.\/figures\/clip-training\.svg\)\n\nFour captions/);
    assert.deepEqual(
      page.figures.map(({ id }) => id),
      ['figure:clip-training'],
    );
    assert.ok(page.relations.some(({ type, id }) => type === 'about' && id === 'clip-loss'));
  });

  it('shows a paper with authors, place, links and the concepts it introduces', async () => {
    const paper = await engine.request('read', { id: 'paper:clip' });
    assert.equal(paper.kind, 'paper');
    assert.match(paper.markdown, /^# Learning Transferable Visual Models/);
    assert.match(paper.markdown, /et al\. · ICML 2021 · 2021/);
    assert.match(paper.markdown, /\[arXiv:2103\.00020\]\(https:\/\/arxiv\.org\/abs\/2103\.00020\)/);
    assert.match(paper.markdown, /## Introduces\n\n(?:.*\n)*- \[CLIP\]\(concepts\/clip\.md\)/);
    const zh = await engine.request('read', { id: 'paper:clip', language: 'zh' });
    assert.match(zh.markdown, /由本文提出/);
    assert.equal(paper.papers[0]?.arxiv, '2103.00020');
  });

  it('shows a chapter without its front matter, its passages in place, and the other language on request', async () => {
    const en = await engine.request('read', { id: 'document:qwen-vl.en' });
    assert.equal(en.language, 'en');
    assert.deepEqual(en.languages, ['en', 'zh']);
    assert.match(en.markdown.slice(0, 40), /^\s*# Qwen-VL/);
    const zh = await engine.request('read', { id: 'document:qwen-vl.en', language: 'zh' });
    assert.equal(zh.id, 'document:qwen-vl.zh');
    assert.equal(zh.document, 'atlas:notes/qwen-vl.zh.md');
    for (const passage of await passagesOf('document:qwen-vl.zh', ({ role }) => role === 'text')) {
      const { markdown, span } = await engine.request('read', { id: passage.passageId });
      assert.equal(markdown.slice(...span!), passage.text);
    }
  });

  it('shows a note of the library, and finds the passage again when the note has grown', async () => {
    const file = join(root, 'library/library.sqlite');
    const store = await openStore({
      file,
      modelId: null,
      dimensions: 0,
      mode: 'read',
      native: false,
      version: '',
    });
    const [document] = await store.documents();
    const passage = (await store.passagesOf(document!.id)).find(({ text }) => text.includes('looked for'))!;
    await store.close();
    const shown = await engine.request('read', { id: passage.passageId });
    assert.equal(shown.titles.en, 'My note');
    assert.doesNotMatch(shown.markdown, /title:/);
    assert.equal(shown.markdown.slice(...shown.span!), passage.text);

    await writeFile(join(root, 'notes/a.md'), 'Now longer than before.\n\nThe passage that is looked for.\n');
    const grown = await engine.request('read', { id: document!.id });
    assert.match(grown.markdown, /^Now longer/);
    const again = await engine.request('read', { id: passage.passageId });
    assert.equal(again.markdown.slice(...again.span!), passage.text);
    await rm(join(root, 'notes/a.md'));
    await assert.rejects(
      engine.request('read', { id: document!.id }),
      (error: AtlasError) => error.code === 'ATLAS-FILE',
    );
  });

  it('says so when there is no such thing', async () => {
    for (const id of [
      'no-such-concept',
      'paper:none',
      'passage:0',
      'figure:0',
      'document:0',
      '',
      '../../etc/passwd',
      'constructor',
    ]) {
      await assert.rejects(engine.request('read', { id }), notFound, id);
    }
  });

  it('cites a paper, and a concept by the paper that defines it', async () => {
    const paper = await engine.request('cite', { id: 'paper:clip' });
    assert.equal(paper.key, 'clip');
    assert.match(paper.bibtex, /^@inproceedings\{clip,\n {2}title = \{\{Learning Transferable/);
    assert.match(paper.bibtex, /author = \{[^}]* and others\}/);
    assert.match(paper.bibtex, /booktitle = \{ICML 2021\}/);
    assert.match(paper.bibtex, /eprint = \{2103\.00020\},\n {2}archivePrefix = \{arXiv\}/);
    assert.equal((await engine.request('cite', { id: 'm-rope' })).key, 'qwen2vl');
    for (const id of ['clip-none', 'paper:none', 'passage:1', '']) {
      await assert.rejects(engine.request('cite', { id }), notFound, id);
    }
  });
});
