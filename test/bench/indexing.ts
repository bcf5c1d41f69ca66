import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InferenceSession } from 'onnxruntime-node';
import { indexNotes } from '../../src/engine/indexing/indexNotes.ts';
import { physicalCores, loadRuntime } from '../../src/inference/runtime.ts';
import { TextTokenizer } from '../../src/inference/tokenizer.ts';
import { openStore } from '../../src/store/sqliteStore.ts';
import { BUNDLED, modelFile, openBundled } from '../unit/inference/bundledModel.ts';
import { cardNotes } from './lib/cardNotes.ts';
import { printTable, quantile, timed } from './lib/report.ts';

// Indexing a folder of notes as the product does it (reading, passages, tokens, vectors, one transaction a note),
// beside a bare session of ONNX Runtime that is fed the same texts' tokens, made before, on as many threads. They
// take turns in rounds, their order reversed every other one.

const PASSAGES = 150;
/** Notes that each contestant takes in one turn: short turns, so that a busy machine slows all of them alike. */
const NOTES_A_TURN = 3;
const THREADS = Math.min(4, physicalCores());

const runtime = await loadRuntime();

/** Runs a session over the tokens, one text a call, as dynamic int8 wants it. */
class BareRuntime {
  readonly #session: InferenceSession;

  private constructor(session: InferenceSession) {
    this.#session = session;
  }

  /** `exact`: with the int8 product that gives the same vectors on every processor. */
  static async open(exact: boolean): Promise<BareRuntime> {
    return new BareRuntime(
      await runtime.InferenceSession.create(modelFile('model.onnx'), {
        executionProviders: ['cpu'],
        intraOpNumThreads: THREADS,
        logSeverityLevel: 3,
        ...(exact && { extra: { session: { x64quantprecision: '1' } } }),
      }),
    );
  }

  async run(tokens: readonly BigInt64Array[]): Promise<void> {
    for (const ids of tokens) {
      const tensor = (data: BigInt64Array) => new runtime.Tensor('int64', data, [1, ids.length]);
      const feeds = Object.fromEntries(
        this.#session.inputNames.map((name) => {
          if (name === 'input_ids') return [name, tensor(ids)];
          return [name, tensor(new BigInt64Array(ids.length).fill(name === 'attention_mask' ? 1n : 0n))];
        }),
      );
      await this.#session.run(feeds);
    }
  }

  release(): Promise<void> {
    return this.#session.release();
  }
}

const work = realpathSync(mkdtempSync(join(tmpdir(), 'vlm-atlas-bench-')));
const tokenizer = await TextTokenizer.load(
  modelFile('tokenizer.json'),
  modelFile('tokenizer_config.json'),
  BUNDLED.maxTokens,
);
const tokensOf = (text: string): BigInt64Array =>
  BigInt64Array.from(tokenizer.encode(BUNDLED.prefixes.passage + text), BigInt);

interface Turn {
  readonly folder: string;
  readonly texts: readonly string[];
  readonly tokens: readonly BigInt64Array[];
}

const taken = cardNotes(PASSAGES);
const turns: readonly Turn[] = Array.from({ length: Math.ceil(taken.length / NOTES_A_TURN) }, (_, at) => {
  const mine = taken.slice(at * NOTES_A_TURN, (at + 1) * NOTES_A_TURN);
  const folder = join(work, `notes-${at}`);
  mkdirSync(folder);
  for (const { name, source } of mine) writeFileSync(join(folder, name), source);
  const texts = mine.flatMap((note) => note.texts);
  return { folder, texts, tokens: texts.map(tokensOf) };
});

const { embedder } = await openBundled({ threads: THREADS });
const exact = await BareRuntime.open(true);
const fast = await BareRuntime.open(false);
const store = await openStore({
  file: join(work, 'library.sqlite'),
  modelId: embedder.modelId,
  dimensions: embedder.dimensions,
  mode: 'write',
  native: true,
  version: 'bench',
});
const known = turns.map(({ folder }, at) => ({ folder, prefix: at === 0 ? '' : `../notes-${at}/` }));

async function index({ folder, texts }: Turn): Promise<void> {
  const root = known.find((one) => one.folder === folder)!;
  const answer = await indexNotes(
    { root, start: folder, known },
    {
      store,
      embedder,
      signal: new AbortController().signal,
      onProgress: () => undefined,
      onChange: () => undefined,
    },
  );
  if (answer.embedded !== texts.length || answer.failed.length > 0)
    throw new Error(`Embedded ${answer.embedded} of ${texts.length} texts: ${JSON.stringify(answer.failed)}`);
}

const contestants = {
  index,
  exact: ({ tokens }: Turn) => exact.run(tokens),
  fast: ({ tokens }: Turn) => fast.run(tokens),
};
type Contestant = keyof typeof contestants;
const NAMES: readonly Contestant[] = ['index', 'exact', 'fast'];
const seconds: Record<Contestant, number[]> = { index: [], exact: [], fast: [] };

const warmUp = taken[0]!.texts.slice(0, 4).map((text) => `Warm-up. ${text}`);
await exact.run(warmUp.map(tokensOf));
await fast.run(warmUp.map(tokensOf));
for (const text of warmUp) await embedder.embedPassage(text);
for (const [at, turn] of turns.entries()) {
  const order = NAMES.map((_, place) => NAMES[(place + at) % NAMES.length]!);
  for (const name of order) seconds[name].push((await timed(() => contestants[name](turn))) / 1000);
}
await Promise.all([exact.release(), fast.release(), embedder.close(), store.close()]);
rmSync(work, { recursive: true });

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const count = sum(turns.map(({ texts }) => texts.length));
const length = sum(turns.flatMap(({ tokens }) => tokens.map((ids) => ids.length))) / count;
const rate = (name: Contestant): string => (count / sum(seconds[name])).toFixed(1);
const shares = (name: Contestant): number[] => seconds[name].map((value, at) => value / seconds.index[at]!);
const row = (label: string, name: Contestant): string[] => [
  label,
  rate(name),
  (sum(seconds[name]) / sum(seconds.index)).toFixed(2),
  [0.25, 0.5, 0.75].map((share) => quantile(shares(name), share).toFixed(2)).join(' / '),
];
printTable(
  'Indexing, beside the runtime alone on the same texts',
  ['', 'texts/s', 'indexing as a share of it', 'by turn: quartiles'],
  [
    ['indexing notes: files to passages, vectors and full text in the store', rate('index'), '', ''],
    row('ONNX Runtime alone, tokens ready, exact int8 product', 'exact'),
    row('ONNX Runtime alone, tokens ready, fast int8 product (its default)', 'fast'),
  ],
  [
    `${count} texts of ${taken.length} notes, ${length.toFixed(0)} tokens on average, ${THREADS} threads, one text a call; ${turns.length} turns, their order rotated.`,
    'The fast int8 product saturates on processors without VNNI. VLM Atlas takes it where it gives the stored vectors, the exact one elsewhere.',
  ],
);
