import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { indexNotes } from '../../src/engine/indexing/indexNotes.ts';
import { createSearcher } from '../../src/engine/search/createSearcher.ts';
import { physicalCores } from '../../src/inference/runtime.ts';
import type { Store } from '../../src/core/store.ts';
import { openStore } from '../../src/store/sqliteStore.ts';
import { BUNDLED, cosine, openBundled } from '../unit/inference/bundledModel.ts';
import { openAtlas, openExisting } from './lib/atlasStore.ts';
import { cardNotes } from './lib/cardNotes.ts';
import { developmentQuestions } from './lib/cardTexts.ts';
import { Peer } from './lib/peer.ts';
import { median, printTable, quantile, timed } from './lib/report.ts';
import { syntheticLibrary } from './lib/syntheticLibrary.ts';

// The product beside transformers.js with vectra: the same texts, the same weights, in turn. Ours
// indexes files whole (passages, vectors, full text) and answers with fused hits, snippets and reasons; the peer is
// handed the texts and answers by vectors alone.

const PASSAGES = 100;
const NOTES_A_TURN = 3;
const QUESTIONS = 50;
const HITS = 10;
const MANY = 10_000;
const SENT_AT_A_TIME = 1000;
const THREADS = Math.min(4, physicalCores());

const work = realpathSync(mkdtempSync(join(tmpdir(), 'vlm-atlas-bench-')));
const { embedder } = await openBundled();
const atlas = await openAtlas();
const peer = await Peer.open(work, THREADS);
const questions = developmentQuestions(QUESTIONS);

interface Pair {
  readonly ours: number;
  readonly peers: number;
}

/** Between two turns: the runtime's threads go on looking for work for a moment, and would take the other's cores. */
const REST_MS = 10;

/** Both in turn, the order changed every time. */
async function compare(
  turn: number,
  ours: () => Promise<unknown>,
  peers: () => Promise<unknown>,
): Promise<Pair> {
  if (turn % 2 === 0) {
    const first = await rested(ours);
    return { ours: first, peers: await rested(peers) };
  }
  const first = await rested(peers);
  return { ours: await rested(ours), peers: first };
}

async function rested(work: () => Promise<unknown>): Promise<number> {
  await setTimeout(REST_MS);
  return timed(work);
}

async function compareIndexing(store: Store): Promise<Pair[]> {
  const notes = cardNotes(PASSAGES);
  const folders = Array.from({ length: Math.ceil(notes.length / NOTES_A_TURN) }, (_, at) => ({
    root: { folder: join(work, `notes-${at}`), prefix: at === 0 ? '' : `../notes-${at}/` },
    notes: notes.slice(at * NOTES_A_TURN, (at + 1) * NOTES_A_TURN),
  }));
  const known = folders.map(({ root }) => root);
  const pairs: Pair[] = [];
  for (const [turn, { root, notes: mine }] of folders.entries()) {
    mkdirSync(root.folder);
    for (const { name, source } of mine) writeFileSync(join(root.folder, name), source);
    const options = {
      store,
      embedder,
      signal: new AbortController().signal,
      onProgress: () => undefined,
      onChange: () => undefined,
    };
    pairs.push(
      await compare(
        turn,
        () => indexNotes({ root, start: root.folder, known }, options),
        () => peer.ask('index', { texts: mine.flatMap(({ texts }) => texts) }),
      ),
    );
  }
  return pairs;
}

async function compareQuestions(store: Store): Promise<Pair[]> {
  const searcher = createSearcher({ atlas, library: store, embedder });
  const ours = (query: string): Promise<unknown> => searcher.search({ query, limit: HITS });
  const peers = (query: string): Promise<unknown> => peer.ask('search', { query, limit: HITS });
  for (const query of questions) {
    await ours(query);
    await peers(query);
  }
  const pairs: Pair[] = [];
  for (const [turn, query] of questions.entries())
    pairs.push(
      await compare(
        turn,
        () => ours(query),
        () => peers(query),
      ),
    );
  return pairs;
}

/** Gives the peer every passage of a library with its vector. */
async function handOver(library: Store): Promise<void> {
  let items: { readonly text: string; readonly vector: Float32Array }[] = [];
  const send = async (): Promise<void> => {
    if (items.length > 0) await peer.ask('add', { items });
    items = [];
  };
  for (const { id } of await library.documents()) {
    for (const passage of await library.passagesOf(id)) {
      const vector = await library.vectorOf(passage.id);
      if (vector) items.push({ text: passage.text, vector });
    }
    if (items.length >= SENT_AT_A_TIME) await send();
  }
  await send();
}

async function agreement(): Promise<number> {
  const cosines: number[] = [];
  for (const text of questions.slice(0, 10)) {
    const theirs = (await peer.ask('vector', { text: BUNDLED.prefixes.query + text })) as number[];
    cosines.push(cosine(await embedder.embedQuery(text), theirs));
  }
  return Math.min(...cosines);
}

const agreed = await agreement();
const small = await openStore({
  file: join(work, 'library.sqlite'),
  modelId: embedder.modelId,
  dimensions: embedder.dimensions,
  mode: 'write',
  native: true,
  version: 'bench',
});
const indexing = await compareIndexing(small);
const { passages } = await small.stats();
const few = await compareQuestions(small);
await small.close();

const large = await openExisting(await syntheticLibrary(MANY, atlas, embedder.modelId), 'read');
await handOver(large);
const many = await compareQuestions(large);
await Promise.all([large.close(), atlas.close(), embedder.close()]);
peer.close();
rmSync(work, { recursive: true });

const total = (pairs: readonly Pair[], side: keyof Pair): number =>
  pairs.reduce((sum, pair) => sum + pair[side], 0);
const quartiles = (pairs: readonly Pair[]): string =>
  [0.25, 0.5, 0.75]
    .map((share) =>
      quantile(
        pairs.map(({ ours, peers }) => peers / ours),
        share,
      ).toFixed(2),
    )
    .join(' / ');
const row = (
  label: string,
  pairs: readonly Pair[],
  of: (pairs: readonly Pair[], side: keyof Pair) => number,
) => {
  const [ours, peers] = [of(pairs, 'ours'), of(pairs, 'peers')];
  return [label, ours.toFixed(1), peers.toFixed(1), `**${(peers / ours).toFixed(2)}**`, quartiles(pairs)];
};
const p50 = (pairs: readonly Pair[], side: keyof Pair): number => median(pairs.map((pair) => pair[side]));
printTable(
  'Beside transformers.js with vectra',
  ['', 'ours, ms', "the peer's, ms", 'peer / ours', 'turn by turn: quartiles'],
  [
    row(`indexing ${passages} passages, sum`, indexing, total),
    row(`a question over ${passages} passages, p50`, few, p50),
    row(`a question over ${MANY.toLocaleString('en')} passages, p50`, many, p50),
  ],
  [
    `The same model.onnx and texts, one text a call, in turn; the peer on ${THREADS} threads, ours as the product has it; least cosine between the two's vectors of a text ${agreed.toFixed(4)}.`,
    `${QUESTIONS} questions of the development set. Ours searches these passages and the atlas, by meaning and words, with snippets and reasons; the peer these passages by vectors alone.`,
    'Where the processor has no VNNI the peer is faster: ours then takes the exact int8 product, and the peer gets other vectors.',
  ],
);
