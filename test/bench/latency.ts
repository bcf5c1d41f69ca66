import { createSearcher } from '../../src/engine/search/createSearcher.ts';
import { openBundled } from '../unit/inference/bundledModel.ts';
import { openAtlas, openExisting } from './lib/atlasStore.ts';
import { developmentQuestions } from './lib/cardTexts.ts';
import { median, printTable, quantile, timed } from './lib/report.ts';
import { syntheticLibrary } from './lib/syntheticLibrary.ts';
import { Stopwatch, type Part, type Span } from './lib/watchedStore.ts';

// A question to its fused hits, beside embedding that question alone, with a library of 10,000 and one of 100,000
// synthetic passages beside the atlas. Where the milliseconds go: full text runs while the model embeds on its own
// thread, so only what comes before and after the embedding adds to it. --atlas=DIR: another atlas than dist/atlas;
// --small: 10,000 only.

const SIZES = process.argv.includes('--small') ? [10_000] : [10_000, 100_000];
const QUESTIONS = 60;
const ROUNDS = 6;

const sum = (spans: readonly Span[], part: Part): number =>
  spans.filter((span) => span.part === part).reduce((total, { start, end }) => total + end - start, 0);

interface Sample {
  readonly alone: number;
  readonly whole: number;
  readonly before: number;
  readonly embedding: number;
  readonly fullText: number;
  readonly nearest: number;
  readonly rows: number;
  readonly fusion: number;
}

function sampleOf(alone: number, start: number, end: number, spans: readonly Span[]): Sample {
  const embedding = spans.find(({ part }) => part === 'embedding');
  const [from, to] = embedding ? [embedding.start, embedding.end] : [start, start];
  const after = spans.filter((span) => span.start >= to);
  const nearest = sum(after, 'nearest');
  const rows = sum(after, 'rows');
  return {
    alone,
    whole: end - start,
    before: from - start,
    embedding: to - from,
    fullText: sum(spans, 'fullText'),
    nearest,
    rows,
    fusion: end - to - nearest - rows,
  };
}

const { embedder, status } = await openBundled();
const atlas = await openAtlas();
const questions = developmentQuestions(QUESTIONS);
const rows: string[][] = [];

for (const size of SIZES) {
  const library = await openExisting(await syntheticLibrary(size, atlas, embedder.modelId), 'read');
  const watch = new Stopwatch();
  const searcher = createSearcher({
    atlas: watch.watchStore(atlas),
    library: watch.watchStore(library),
    embedder: watch.watchEmbedder(embedder),
  });
  for (const query of questions) {
    await embedder.embedQuery(query);
    await searcher.search({ query });
  }
  watch.take();
  const samples: Sample[] = [];
  for (const [turn, query] of Array.from({ length: ROUNDS }, () => questions)
    .flat()
    .entries()) {
    const embed = (): Promise<number> => timed(() => embedder.embedQuery(query));
    const first = turn % 2 === 0 ? await embed() : null;
    const start = performance.now();
    await searcher.search({ query });
    const end = performance.now();
    const spans = watch.take();
    samples.push(sampleOf(first ?? (await embed()), start, end, spans));
  }
  const p50 = (key: keyof Sample): string => median(samples.map((sample) => sample[key])).toFixed(2);
  const alone = median(samples.map((sample) => sample.alone));
  const whole = median(samples.map((sample) => sample.whole));
  const each = samples.map((sample) => sample.whole / sample.alone);
  rows.push([
    size.toLocaleString('en'),
    p50('alone'),
    p50('whole'),
    `**${(whole / alone).toFixed(2)}**`,
    `${quantile(each, 0.25).toFixed(2)} / ${median(each).toFixed(2)} / ${quantile(each, 0.75).toFixed(2)}`,
    p50('before'),
    p50('embedding'),
    p50('fullText'),
    p50('nearest'),
    p50('rows'),
    p50('fusion'),
    (await library.stats()).neighbours,
  ]);
  await library.close();
}

const { passages } = await atlas.stats();
printTable(
  'A question to fused hits, as a multiple of embedding it alone',
  [
    'library passages',
    'embedding alone, ms p50',
    'question to hits, ms p50',
    'multiple of medians',
    'multiple per question, quartiles',
    'reading the question',
    'embedding, full text beside it',
    'full text alone',
    'nearest',
    'rows',
    'fusion, snippets, reasons',
    'neighbours by',
  ],
  rows,
  [
    `Library beside the atlas of ${passages.toLocaleString('en')} passages; ${QUESTIONS} questions of the development set, ${ROUNDS} rounds, each embedded alone before or after in turn, one more round before to warm up; ${status.provider}.`,
    'The last columns are medians in milliseconds, so they need not add up. Full text runs on this thread while the model embeds on its own: it adds only what the embedding column has over embedding alone.',
  ],
);
await atlas.close();
await embedder.close();
