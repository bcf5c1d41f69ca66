import { AtlasError } from '../core/errors.ts';
import type { Provider, SkippedProvider } from './providerOrder.ts';

/** Below this cosine a provider computes something else than the model. */
const SAME = 0.99;
/** From this cosine on the fast int8 product of a CPU gives the stored vectors; where it saturates, 0.990–0.997. */
const EXACT = 0.9995;

/** How a CPU multiplies int8: as fast as it can, or exactly on every processor. */
export type Int8Product = 'fast' | 'exact';

/** A text of known vector: token ids, and the vector each graph gave for them, by file name. */
export interface Probe {
  readonly ids: readonly number[];
  readonly vectors: Readonly<Record<string, readonly number[]>>;
}

/** What the loop needs of a session; `TextSession` is one. */
export interface ProbedSession {
  embed(ids: readonly number[]): Promise<Float32Array>;
  ranOnProvider(): Promise<boolean>;
  release(): Promise<void>;
}

export interface ProviderLoop<S extends ProbedSession> {
  readonly order: readonly Provider[];
  readonly files: { readonly cpu: string; readonly gpu: string | null };
  readonly probes: readonly Probe[];
  /** Whether a provider must also beat the CPU; false where the reader asked for it by name. */
  readonly mustBeFaster: boolean;
  open(file: string, provider: Provider, product: Int8Product): Promise<S>;
  now(): number;
}

export interface ChosenSession<S> {
  readonly session: S;
  readonly provider: Provider;
  readonly file: string;
  /** Providers that were tried in vain, with the reason. */
  readonly failed: readonly SkippedProvider[];
}

/** NaN for vectors of different lengths. */
function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return NaN;
  let [dot, aa, bb] = [0, 0, 0];
  for (let index = 0; index < a.length; index += 1) {
    dot += a[index]! * b[index]!;
    aa += a[index]! ** 2;
    bb += b[index]! ** 2;
  }
  return dot / Math.sqrt(aa * bb);
}

/** The first line, without the place in its own sources that the runtime puts in front. */
const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error))
    .split('\n')[0]!
    .replace(/^\/onnxruntime_src\/.* was false\. /, '');

const embedAll = async (session: ProbedSession, probes: readonly Probe[]): Promise<Float32Array[]> => {
  const vectors: Float32Array[] = [];
  for (const { ids } of probes) vectors.push(await session.embed(ids));
  return vectors;
};

/** The lowest cosine to the stored vectors of the same file, NaN for a vector that cannot be compared; null: none. */
function likeStored(vectors: readonly Float32Array[], probes: readonly Probe[], file: string): number | null {
  const cosines = vectors.flatMap((vector, index) => {
    const stored = probes[index]!.vectors[file];
    return stored ? [cosine(vector, stored)] : [];
  });
  return cosines.length > 0 ? Math.min(...cosines) : null;
}

/** Throws when a vector is not the stored one of the same file; probes without a stored one say nothing. */
function compareWithStored(vectors: readonly Float32Array[], probes: readonly Probe[], file: string): void {
  const same = likeStored(vectors, probes, file) ?? 1;
  if (!(same >= SAME))
    throw new Error(`its vectors are not those of the model (cosine ${same.toFixed(3)} to the stored ones)`);
}

/**
 * A session on the CPU whose vectors are those of every other machine: with the fast int8 product where it was seen
 * to give the stored vectors (processors with VNNI, ARM), which takes half the time there, else with the exact one.
 */
async function openOnCpu<S extends ProbedSession>(loop: ProviderLoop<S>, file: string): Promise<S> {
  const fast = await loop.open(file, 'cpu', 'fast');
  try {
    const same = likeStored(await embedAll(fast, loop.probes), loop.probes, file);
    if (same !== null && same >= EXACT) return fast;
  } catch (error) {
    await fast.release();
    throw error;
  }
  await fast.release();
  const exact = await loop.open(file, 'cpu', 'exact');
  try {
    compareWithStored(await embedAll(exact, loop.probes), loop.probes, file);
    return exact;
  } catch (error) {
    await exact.release();
    throw error;
  }
}

/** Milliseconds of one run of the longest probe, warmed up. */
async function timeOf(session: ProbedSession, { probes, now }: ProviderLoop<ProbedSession>): Promise<number> {
  const longest = probes.reduce((a, b) => (b.ids.length > a.ids.length ? b : a));
  await session.embed(longest.ids);
  const start = now();
  await session.embed(longest.ids);
  return now() - start;
}

async function withSession<S extends ProbedSession, T>(
  session: S,
  use: (session: S) => Promise<T>,
): Promise<T> {
  try {
    return await use(session);
  } finally {
    await session.release();
  }
}

/** Throws, with words that follow "webgpu: ", unless the session computes the model, on that provider, worth it. */
async function examine<S extends ProbedSession>(
  loop: ProviderLoop<S>,
  session: S,
  file: string,
): Promise<void> {
  const vectors = await embedAll(session, loop.probes);
  if (!(await session.ranOnProvider())) throw new Error('the runtime ran the model on the CPU instead');
  compareWithStored(vectors, loop.probes, file);
  const expected = await withSession(await openOnCpu(loop, file), (cpu) => embedAll(cpu, loop.probes));
  for (const [index, vector] of vectors.entries()) {
    const same = cosine(vector, expected[index]!);
    if (!(same >= SAME)) throw new Error(`its vectors differ from the CPU's (cosine ${same.toFixed(3)})`);
  }
  if (!loop.mustBeFaster) return;
  const time = await timeOf(session, loop);
  const cpuTime = await withSession(await openOnCpu(loop, loop.files.cpu), (cpu) => timeOf(cpu, loop));
  if (time >= cpuTime)
    throw new Error(
      `it is slower than the CPU (${time.toFixed(0)} ms a text against ${cpuTime.toFixed(0)} ms)`,
    );
}

/**
 * Tries the providers in their order and gives the first whose session was seen to compute the model: the vectors of
 * the probes agree with the stored ones and with the CPU's for the same file. The CPU's own are compared with the
 * stored ones. Rejects with `ATLAS-RUNTIME` when the CPU fails too; all other sessions are released.
 */
export async function chooseSession<S extends ProbedSession>(
  loop: ProviderLoop<S>,
): Promise<ChosenSession<S>> {
  const failed: SkippedProvider[] = [];
  for (const provider of loop.order) {
    const file = provider === 'cpu' ? loop.files.cpu : loop.files.gpu;
    let session: S | undefined;
    try {
      if (file === null) throw new Error('the model has no file for a GPU');
      session = await (provider === 'cpu' ? openOnCpu(loop, file) : loop.open(file, provider, 'exact'));
      if (provider !== 'cpu') await examine(loop, session, file);
      return { session, provider, file, failed };
    } catch (error) {
      await session?.release().catch(() => undefined);
      failed.push({ provider, reason: reasonOf(error) });
    }
  }
  const reasons = failed.map(({ provider, reason }) => `${provider}: ${reason}`).join('; ');
  throw new AtlasError(
    'ATLAS-RUNTIME',
    `The model ${loop.files.cpu} runs on none of the providers (${reasons}).`,
    loop.files.cpu,
  );
}
