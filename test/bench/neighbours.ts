import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formerVectors } from '../../src/engine/formerVectors.ts';
import { cosineTopK } from '../../src/store/cosineTopK.ts';
import { loadHnswlib } from '../../src/store/hnswlib.ts';
import { openStore } from '../../src/store/sqliteStore.ts';
import { VectorGraph } from '../../src/store/vectorGraph.ts';
import { openBundled } from '../unit/inference/bundledModel.ts';
import { openAtlas } from './lib/atlasStore.ts';
import { developmentQuestions } from './lib/cardTexts.ts';
import { median, printTable } from './lib/report.ts';
import { packedVectors } from '../unit/store/packedVectors.ts';
import { syntheticNote } from './lib/syntheticNote.ts';

// hnswlib's graph against the exact scan: time, recall and the size from which on the store asks the graph; the atlas's own vectors too. With
// --large, 100,000 vectors too, whose graph takes minutes to build.

const DIMENSIONS = 384;
const HITS = 10;
const QUESTIONS = 100;
const SIZES = [500, 1000, 2000, 5000, 10_000, 50_000];
const LARGE = 100_000;
const STEP = 250;
const STEPS_AT_MOST = 80;

const hnswlib = loadHnswlib();
if (!hnswlib) throw new Error('hnswlib-node is not compiled: run `node scripts/setup.mjs`.');

/** Vectors one after the other, and questions to put to them. */
interface Vectors {
  readonly data: Float32Array;
  readonly queries: readonly Float32Array[];
}

const synthetic = (count: number): Vectors =>
  packedVectors({ count, dimensions: DIMENSIONS, questions: QUESTIONS, seed: count });

/** The vectors of the atlas, and the questions of the development set. */
async function atlasVectors(): Promise<Vectors> {
  const [atlas, { embedder }] = [await openAtlas(), await openBundled()];
  const vectors = await formerVectors(atlas);
  const data = new Float32Array(vectors.size * DIMENSIONS);
  for (const [at, vector] of [...vectors.values()].entries()) data.set(vector, at * DIMENSIONS);
  const queries: Float32Array[] = [];
  for (const question of developmentQuestions(QUESTIONS)) queries.push(await embedder.embedQuery(question));
  await Promise.all([atlas.close(), embedder.close()]);
  return { data, queries };
}

function measure(name: string, { data, queries }: Vectors): readonly string[] {
  const count = data.length / DIMENSIONS;
  const row = (number: number): Float32Array => data.subarray(number * DIMENSIONS, (number + 1) * DIMENSIONS);
  const graph = VectorGraph.create(hnswlib!, DIMENSIONS, count);
  const start = performance.now();
  for (let number = 0; number < count; number += 1) graph.add(number, row(number));
  const built = performance.now() - start;

  const times = { scan: [] as number[], graph: [] as number[] };
  let found = 0;
  for (const query of queries) {
    const before = performance.now();
    const exact = cosineTopK(data, count, query, HITS);
    const between = performance.now();
    const near = graph.search(query, HITS);
    times.graph.push(performance.now() - between);
    times.scan.push(between - before);
    found += near.filter(({ vector }) => exact.rows.includes(vector)).length;
  }
  const scan = median(times.scan);
  const asked = median(times.graph);
  return [
    name,
    scan.toFixed(2),
    asked.toFixed(2),
    (scan / asked).toFixed(1),
    (found / (QUESTIONS * HITS)).toFixed(4),
    (built / 1000).toFixed(1),
  ];
}

/** The number of vectors with which the product's store first answers from the graph. */
async function storesChoice(): Promise<number | null> {
  const folder = mkdtempSync(join(tmpdir(), 'vlm-atlas-bench-'));
  const store = await openStore({
    file: join(folder, 'library.sqlite'),
    modelId: 'bench',
    dimensions: DIMENSIONS,
    mode: 'write',
    native: true,
    version: 'bench',
  });
  const { data } = packedVectors({
    count: STEP * STEPS_AT_MOST,
    dimensions: DIMENSIONS,
    questions: 0,
    seed: 1,
  });
  try {
    for (let step = 0; step < STEPS_AT_MOST; step += 1) {
      const numbers = Array.from({ length: STEP }, (_, at) => step * STEP + at);
      const note = syntheticNote(
        `note-${step}.md`,
        numbers.map((number) => ({ text: `passage ${number}`, language: 'en' as const })),
      );
      const vectors = note.passages.map(({ hash }, at) => {
        const from = numbers[at]! * DIMENSIONS;
        return [hash, data.slice(from, from + DIMENSIONS)] as const;
      });
      await store.replaceDocument(note, new Map(vectors));
      await store.settle();
      if ((await store.stats()).neighbours === 'graph') return (step + 1) * STEP;
    }
    return null;
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

const sizes = process.argv.includes('--large') ? [...SIZES, LARGE] : SIZES;
measure('warm-up', synthetic(SIZES[0]!));
const rows = sizes.map((size) => measure(size.toLocaleString('en'), synthetic(size)));
const ofAtlas = await atlasVectors();
const atlasSize = (ofAtlas.data.length / DIMENSIONS).toLocaleString('en');
rows.push(measure(`${atlasSize} of the atlas`, ofAtlas));
const choice = await storesChoice();
printTable(
  `Nearest neighbours: exact scan and hnswlib, ${DIMENSIONS} dimensions`,
  ['vectors', 'scan, ms p50', 'graph, ms p50', 'scan / graph', `recall@${HITS}`, 'graph built in, s'],
  rows,
  [
    choice === null
      ? 'The store did not ask the graph at any size tried.'
      : `The store scans below ${choice.toLocaleString('en')} vectors and asks the graph from there on (found by adding ${STEP} at a time).`,
    `${QUESTIONS} questions, each put to both in turn; synthetic vectors in topics, cosines 0.74 to 0.95 as the text model's; at the atlas's own, questions of the development set.`,
  ],
);
