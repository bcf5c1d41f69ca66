import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { AtlasError } from '../core/errors.ts';
import type { GraphInterface } from './manifest.ts';
import type { Provider } from './providerOrder.ts';
import type { Int8Product } from './providers.ts';
import type { Runtime } from './runtime.ts';

export interface TextGraph {
  readonly path: string;
  readonly interface: GraphInterface;
  readonly dimensions: number;
}

/** ONNX Runtime's own words: for the session's options, and in its profiles. */
const NAMES: Readonly<Record<Provider, { readonly option: string; readonly profile: string }>> = {
  cuda: { option: 'cuda', profile: 'CUDAExecutionProvider' },
  directml: { option: 'dml', profile: 'DmlExecutionProvider' },
  coreml: { option: 'coreml', profile: 'CoreMLExecutionProvider' },
  webgpu: { option: 'webgpu', profile: 'WebGpuExecutionProvider' },
  cpu: { option: 'cpu', profile: 'CPUExecutionProvider' },
};

/**
 * On x64 processors without VNNI the runtime's fast int8 product saturates: the vectors then differ from those of
 * other machines by a cosine of 0.99. The exact product costs such a processor a sixth more time, and one with VNNI,
 * where both give the same, twice the time.
 */
const INT8_PRODUCT: Readonly<Record<Int8Product, string>> = { fast: '0', exact: '1' };

/** Mean of the rows of a `[tokens, dimensions]` tensor, brought to unit length. */
function meanPooled(states: Float32Array, dimensions: number): Float32Array<ArrayBuffer> {
  const sum = new Float32Array(dimensions);
  for (let at = 0; at < states.length; at += 1) sum[at % dimensions]! += states[at]!;
  const length = Math.hypot(...sum);
  return sum.map((value) => value / length);
}

/** One text model in ONNX Runtime. `embed` and `open` hold the calling thread while they run. */
export class TextSession {
  readonly provider: Provider;
  readonly #runtime: Runtime;
  readonly #session: InferenceSession;
  readonly #graph: TextGraph;
  readonly #product: Int8Product;
  readonly #profile: string | null;

  private constructor(
    runtime: Runtime,
    session: InferenceSession,
    graph: TextGraph,
    provider: Provider,
    product: Int8Product,
    profile: string | null,
  ) {
    this.#runtime = runtime;
    this.#session = session;
    this.#graph = graph;
    this.provider = provider;
    this.#product = product;
    this.#profile = profile;
  }

  /** Rejects with whatever the runtime throws; a session on another provider than the CPU keeps a profile at first. */
  static async open(
    runtime: Runtime,
    graph: TextGraph,
    provider: Provider,
    { threads, product }: { readonly threads: number; readonly product: Int8Product },
  ): Promise<TextSession> {
    const profile = provider === 'cpu' ? null : await mkdtemp(join(tmpdir(), 'vlm-atlas-profile-'));
    try {
      const session = await runtime.InferenceSession.create(graph.path, {
        executionProviders: [NAMES[provider].option],
        intraOpNumThreads: threads,
        logSeverityLevel: 3,
        extra: { session: { x64quantprecision: INT8_PRODUCT[product] } },
        ...(provider === 'directml' && { enableMemPattern: false, executionMode: 'sequential' as const }),
        ...(profile !== null && { enableProfiling: true, profileFilePrefix: join(profile, 'run') }),
      });
      const strange = session.inputNames.filter((name) => !graph.interface.inputs.includes(name));
      if (strange.length > 0 || !session.outputNames.includes(graph.interface.output)) {
        await session.release();
        throw new Error(
          `it asks for ${session.inputNames.join(', ')} and gives ${session.outputNames.join(', ')}`,
        );
      }
      return new TextSession(runtime, session, graph, provider, product, profile);
    } catch (error) {
      if (profile !== null) await rm(profile, { recursive: true, force: true });
      throw error;
    }
  }

  /** Another session of the same graph, provider and product. */
  onThreads(threads: number): Promise<TextSession> {
    return TextSession.open(this.#runtime, this.#graph, this.provider, { threads, product: this.#product });
  }

  /** The vector, of unit length, of one text alone: its token ids with the special ones, no padding. */
  async embed(ids: readonly number[]): Promise<Float32Array<ArrayBuffer>> {
    const { output, pooling } = this.#graph.interface;
    const result = await this.#session.run(this.#feeds(ids), [output]);
    const data = result[output]!.data as Float32Array;
    const vector = pooling === 'mean' ? meanPooled(data, this.#graph.dimensions) : new Float32Array(data);
    if (vector.length !== this.#graph.dimensions || !vector.every(Number.isFinite)) {
      throw new AtlasError(
        'ATLAS-RUNTIME',
        `The model gave a vector of ${vector.length} numbers that cannot be used.`,
        this.#graph.path,
      );
    }
    return vector;
  }

  /** Whether the provider, and not the CPU in its place, ran any part of the graph so far. Ends the profile. */
  async ranOnProvider(): Promise<boolean> {
    if (this.#profile === null) return true;
    this.#session.endProfiling();
    try {
      const files = await readdir(this.#profile);
      const events = JSON.parse(await readFile(join(this.#profile, files[0] ?? ''), 'utf8')) as {
        args?: { provider?: string };
      }[];
      return events.some(({ args }) => args?.provider === NAMES[this.provider].profile);
    } finally {
      await rm(this.#profile, { recursive: true, force: true });
    }
  }

  async release(): Promise<void> {
    await this.#session.release();
    if (this.#profile !== null) await rm(this.#profile, { recursive: true, force: true });
  }

  #feeds(ids: readonly number[]): Record<string, Tensor> {
    const tensor = (fill: (index: number) => bigint): Tensor =>
      new this.#runtime.Tensor(
        'int64',
        BigInt64Array.from(ids, (_, index) => fill(index)),
        [1, ids.length],
      );
    const feeds: Record<string, Tensor> = {};
    for (const name of this.#session.inputNames) {
      if (name === 'input_ids') feeds[name] = tensor((index) => BigInt(ids[index]!));
      else feeds[name] = tensor(() => (name === 'attention_mask' ? 1n : 0n));
    }
    return feeds;
  }
}
