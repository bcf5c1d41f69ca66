import { readFile } from 'node:fs/promises';
import { planProviders, type Machine, type Provider, type SkippedProvider } from './providerOrder.ts';
import { chooseSession, type Probe } from './providers.ts';
import { loadRuntime } from './runtime.ts';
import { TextSession } from './textSession.ts';
import { TextTokenizer } from './tokenizer.ts';
import type { Threads, WorkerSetup } from './workerMessages.ts';

/** Enough to see a wrong result, few enough not to be felt at the start. */
const PROBES = 3;
const PROBE_TEXT = 'A photo of a cat is matched with its caption. 图像与文字在同一个空间里比较。';

async function readProbes(setup: WorkerSetup, tokenizer: TextTokenizer): Promise<Probe[]> {
  if (setup.referenceFile === null) return [{ ids: tokenizer.encode(PROBE_TEXT), vectors: {} }];
  const entries = JSON.parse(await readFile(setup.referenceFile, 'utf8')) as Record<string, unknown>[];
  return entries.slice(0, PROBES).map(({ input_ids: ids, ...vectors }) => ({ ids, vectors }) as Probe);
}

/** The text model with its tokenizer, on the calling thread, which each run holds. */
export class TextModel {
  readonly provider: Provider;
  readonly file: string;
  readonly passedOver: readonly SkippedProvider[];
  readonly #tokenizer: TextTokenizer;
  readonly #session: TextSession;
  readonly #threads: Threads;
  /** The same on other threads, opened at the first passage; `#session` where they are as many. */
  #passages: Promise<TextSession> | null = null;
  readonly #prefixes: WorkerSetup['prefixes'];

  private constructor(
    chosen: { session: TextSession; provider: Provider; file: string },
    passedOver: readonly SkippedProvider[],
    tokenizer: TextTokenizer,
    setup: WorkerSetup,
  ) {
    this.#session = chosen.session;
    this.provider = chosen.provider;
    this.file = chosen.file;
    this.passedOver = passedOver;
    this.#tokenizer = tokenizer;
    this.#prefixes = setup.prefixes;
    this.#threads = setup.threads;
  }

  /** Rejects with `ATLAS-RUNTIME` when the runtime or all providers fail. */
  static async open(setup: WorkerSetup, machine: Machine): Promise<TextModel> {
    const runtime = await loadRuntime();
    const tokenizer = await TextTokenizer.load(
      setup.tokenizerFile,
      setup.tokenizerConfigFile,
      setup.maxTokens,
    );
    const plan = planProviders(setup.provider, machine, setup.skip);
    const chosen = await chooseSession({
      order: plan.order,
      files: { cpu: setup.cpuFile.name, gpu: setup.gpuFile?.name ?? null },
      probes: await readProbes(setup, tokenizer),
      mustBeFaster: setup.provider === 'auto',
      open: (name, provider, product) => {
        const { path } = name === setup.gpuFile?.name ? setup.gpuFile : setup.cpuFile;
        return TextSession.open(
          runtime,
          { path, interface: setup.interface, dimensions: setup.dimensions },
          provider,
          { threads: setup.threads.question, product },
        );
      },
      now: () => performance.now(),
    });
    return new TextModel(chosen, [...plan.skipped, ...chosen.failed], tokenizer, setup);
  }

  async embed(kind: 'query' | 'passage', text: string): Promise<Float32Array<ArrayBuffer>> {
    const session = kind === 'query' ? this.#session : await this.#forPassages();
    return session.embed(this.#tokenizer.encode(this.#prefixes[kind] + text));
  }

  count(text: string): number {
    return this.#tokenizer.count(text);
  }

  async release(): Promise<void> {
    const passages = await this.#passages;
    if (passages && passages !== this.#session) await passages.release();
    await this.#session.release();
  }

  #forPassages(): Promise<TextSession> {
    const { question, passage } = this.#threads;
    const isShared = this.provider !== 'cpu' || question === passage;
    this.#passages ??= isShared ? Promise.resolve(this.#session) : this.#session.onThreads(passage);
    return this.#passages;
  }
}
