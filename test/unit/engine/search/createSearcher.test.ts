import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { knowledgeBaseDocuments, loadKnowledgeBase } from '../../../../src/content/knowledgeBase.ts';
import { noteDocument } from '../../../../src/content/noteDocument.ts';
import type { TextEmbedder } from '../../../../src/core/embedder.ts';
import type { AtlasError } from '../../../../src/core/errors.ts';
import { searchTerms, tokenize } from '../../../../src/core/search/tokens.ts';
import type { Hit, Scope } from '../../../../src/core/hit.ts';
import { createSearcher } from '../../../../src/engine/search/createSearcher.ts';
import type { Searcher } from '../../../../src/engine/searcher.ts';
import { openStore, type SqliteStore } from '../../../../src/store/sqliteStore.ts';

const DIMENSIONS = 64;
const MODEL = 'words';

/** Texts that share words lie close together. */
function wordVector(text: string): Float32Array {
  const vector = new Float32Array(DIMENSIONS).fill(0.05);
  for (const { term } of searchTerms(tokenize(text))) {
    let hash = 7;
    for (let at = 0; at < term.length; at += 1) hash = (hash * 31 + term.charCodeAt(at)) >>> 0;
    vector[hash % DIMENSIONS]! += 1;
  }
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

const asked: string[] = [];
const embedder: TextEmbedder = {
  modelId: MODEL,
  dimensions: DIMENSIONS,
  embedQuery: async (text) => {
    asked.push(text);
    return wordVector(text);
  },
  embedPassage: async (text) => wordVector(text),
  countTokens: async (text) => text.length,
  close: async () => undefined,
};

const NOTE = `# Greenhouse diary

## Watering
The tomatoes in the greenhouse get forty litres of rain water from the barrel every Tuesday morning.

![Figure 1: The barrel and its hose](barrel.png)

## Codebooks
My own remarks on why a codebook collapses: entries that are never chosen get no gradient.
`;

let folder: string;
let atlas: SqliteStore;
let library: SqliteStore;
let words: Searcher;
let hybrid: Searcher;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vlm-atlas-search-'));
  const open = (name: string): Promise<SqliteStore> =>
    openStore({
      file: join(folder, name),
      modelId: MODEL,
      dimensions: DIMENSIONS,
      mode: 'write',
      native: false,
      version: 'test',
    });
  atlas = await open('atlas.sqlite');
  library = await open('library.sqlite');
  for (const document of knowledgeBaseDocuments(
    await loadKnowledgeBase(join(import.meta.dirname, '../../../../kb')),
  )) {
    const vectors = new Map(
      document.passages.map(({ hash, embeddedText }) => [hash, wordVector(embeddedText)]),
    );
    await atlas.replaceDocument(document, vectors);
  }
  const note = noteDocument(NOTE, 'diary/greenhouse.md');
  await library.replaceDocument(
    note,
    new Map(note.passages.map((each) => [each.hash, wordVector(each.embeddedText)])),
  );
  words = createSearcher({ atlas, library, embedder: null });
  hybrid = createSearcher({ atlas, library, embedder });
});

after(async () => {
  await atlas.close();
  await library.close();
  rmSync(folder, { recursive: true, force: true });
});

const hits = async (query: string, scope?: Scope): Promise<readonly Hit[]> =>
  (await words.search({ query, ...(scope ? { scope } : {}) })).hits;

for (const [query, id] of [
  ['M-RoPE', 'm-rope'],
  ['clasifier fre guidence', 'classifier-free-guidance'],
  ['变分自编码起', 'vae'],
  ['mrope_section', 'm-rope'],
  ['2103.00020', 'paper:clip'],
  ['Learning Transferable Visual Models From Natural Language Supervision', 'paper:clip'],
  ['CLIP paper', 'paper:clip'],
] as const) {
  test(`by words alone, “${query}” lists ${id} first`, async () => {
    assert.equal((await hits(query))[0]?.id, id);
  });
}

test('with vectors the answer says that it is hybrid', async () => {
  const answer = await hybrid.search({ query: 'what is a VQ-VAE' });
  assert.equal(answer.mode, 'hybrid');
  assert.ok(answer.hits.some(({ id }) => id === 'vq-vae'));
  assert.equal((await words.search({ query: 'what is a VQ-VAE' })).mode, 'keyword');
});

test('a question of another world is refused, in both languages', async () => {
  for (const query of ['怎么做红烧肉', 'best hiking trail near Lake Como in May']) {
    assert.equal((await words.search({ query })).abstained, true, query);
  }
  assert.equal((await words.search({ query: 'classifier-free guidance' })).abstained, false);
});

test('misspelt words are put right before the question is embedded', async () => {
  asked.length = 0;
  await hybrid.search({ query: 'maskd autoencodr reconstructon' });
  assert.deepEqual(asked, ['Masked Autoencoder reconstruction']);
});

test('a hit says why, in the language of the question, and marks its words', async () => {
  const [english] = await hits('focal loss for dense detectors');
  assert.ok(english!.why.some((reason) => reason.includes('Focal loss')));
  assert.ok(english!.matches.length > 0);
  for (const [from, to] of english!.matches) assert.match(english!.snippet.slice(from, to), /^[\w -]+$/);
  const [chinese] = await hits('焦点损失');
  assert.match(chinese!.why[0]!, /名称/);
  assert.equal(chinese!.title, (await atlas.documents()).find(({ id }) => id === 'focal-loss')!.titles.zh);
});

test('a card shows itself in the language of the question', async () => {
  for (const [query, language] of [
    ['M-RoPE', 'en'],
    ['多模态旋转位置编码', 'zh'],
  ] as const) {
    const cards = (await hits(query)).filter(({ kind }) => kind === 'concept');
    assert.ok(cards.length > 0);
    for (const card of cards) assert.equal(card.language, language, `${query}: ${card.id}`);
  }
});

test('scopes give their kind alone', async () => {
  for (const [scope, kind] of [
    ['concepts', 'concept'],
    ['papers', 'paper'],
    ['passages', 'passage'],
    ['figures', 'figure'],
  ] as const) {
    const found = await hits(scope === 'figures' ? 'barrel hose' : 'diffusion model noise', scope);
    assert.ok(found.length > 0, scope);
    assert.ok(
      found.every((hit) => hit.kind === kind),
      scope,
    );
  }
});

test('a passage of a card belongs to its concept, and its span lies in the source', async () => {
  for (const hit of await hits('codebook collapse', 'passages')) {
    if (hit.document.startsWith('atlas:concepts/')) assert.equal(hit.concepts.length, 1);
    assert.ok(hit.span![0] < hit.span![1]);
  }
});

test('categories and years narrow the hits', async () => {
  const answer = await words.search({ query: 'contrastive', filters: { categories: ['loss'] } });
  assert.ok(answer.hits.length > 0 && answer.hits.every(({ category }) => category === 'loss'));
  const dated = await words.search({ query: 'vision language model', filters: { years: [2023, 2024] } });
  assert.ok(dated.hits.length > 0 && dated.hits.every(({ year }) => year! >= 2023 && year! <= 2024));
});

test('the reader’s notes answer what the atlas cannot', async () => {
  const answer = await words.search({ query: 'how much rain water do the tomatoes in the greenhouse get' });
  assert.equal(answer.abstained, false);
  assert.equal(answer.hits[0]?.document, 'diary/greenhouse.md');
  assert.deepEqual(answer.hits[0]?.headingPath, ['Watering']);
  assert.deepEqual(
    (await hits('barrel', 'atlas')).filter(({ document }) => !document.startsWith('atlas:')),
    [],
  );
});

test('one note does not fill the list', async () => {
  const found = await hits('greenhouse codebook barrel tomatoes');
  assert.ok(found.filter(({ document }) => document === 'diary/greenhouse.md').length <= 2);
});

test('similar things leave the thing itself out; an unknown id is told', async () => {
  const { hits: near } = await hybrid.similar({ id: 'vq-vae' });
  assert.ok(near.length > 0 && near.every(({ id }) => id !== 'vq-vae'));
  await assert.rejects(
    hybrid.similar({ id: 'passage:nowhere' }),
    (error) => (error as AtlasError).code === 'ATLAS-NOT-FOUND',
  );
});

test('an aborted question is cancelled and an empty one refused', async () => {
  await assert.rejects(
    words.search({ query: 'clip' }, AbortSignal.abort()),
    (error) => (error as AtlasError).code === 'ATLAS-CANCELLED',
  );
  await assert.rejects(
    words.search({ query: ' 🙂 ' }),
    (error) => (error as AtlasError).code === 'ATLAS-QUERY-EMPTY',
  );
});

test('without any library there are no hits and the question is refused', async () => {
  const answer = await createSearcher({ atlas: null, library: null, embedder }).search({ query: 'clip' });
  assert.deepEqual([answer.hits, answer.abstained], [[], true]);
});

test('the library alone is searched too', async () => {
  const answer = await createSearcher({ atlas: null, library, embedder }).search({
    query: 'tomatoes greenhouse',
  });
  assert.equal(answer.hits[0]?.document, 'diary/greenhouse.md');
});

test('any question gives hits in order with scores from 0 to 1', async () => {
  const pieces = fc.array(
    fc.constantFrom(
      'clip',
      '扩散',
      'qwne2-vl',
      '"',
      '*',
      'NEAR(',
      '🙂',
      'AND',
      '模型',
      '\u0000',
      'x'.repeat(300),
    ),
    { minLength: 1, maxLength: 30 },
  );
  await fc.assert(
    fc.asyncProperty(pieces, async (list) => {
      const query = list.join(' ');
      if (!/[\p{L}\p{N}]/u.test(query)) return;
      const { hits: found } = await hybrid.search({ query, limit: 5 });
      assert.ok(found.length <= 5);
      for (const { score, why } of found) assert.ok(score >= 0 && score <= 1 && why.length > 0);
    }),
    { numRuns: 40 },
  );
});
