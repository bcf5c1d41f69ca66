import type { ModelStatus, TextEmbedder } from '../core/embedder.ts';
import { AtlasError } from '../core/errors.ts';
import type { ModelEntry, ModelFile, ModelManifest } from './manifest.ts';
import type { ProviderSetting, SkippedProvider } from './providerOrder.ts';
import { physicalCores } from './runtime.ts';
import { findModelFolder, verifyFile, type VerifiedFile } from './verifyModel.ts';
import { WorkerEmbedder } from './workerEmbedder.ts';
import { WorkerLink } from './workerLink.ts';
import type { NamedPath, Threads, WorkerSetup } from './workerMessages.ts';

export const BUNDLED_TEXT_MODEL = 'multilingual-e5-small-zh-en';
/** More threads gain little for a model of this size and take cores from the editor. */
const MOST_THREADS = 4;

export interface TextEmbedderOptions {
  readonly manifest: ModelManifest;
  /** Folders that hold a folder a model, first match wins. Absolute paths. */
  readonly modelDirs: readonly string[];
  readonly modelId?: string;
  /** The inference thread's program: dist/inferenceWorker.js, or src/inference/worker.ts. A path is absolute. */
  readonly workerFile: string | URL;
  readonly provider: ProviderSetting;
  /** 0: one a physical core, at most four; one fewer for a question. */
  readonly threads: number;
  /** Providers not to be tried, such as one that ended the process before. */
  readonly skip?: readonly SkippedProvider[];
}

export interface OpenedTextEmbedder {
  readonly embedder: TextEmbedder;
  readonly status: ModelStatus;
}

interface CheckedFiles {
  readonly verified: readonly VerifiedFile[];
  readonly refused: readonly { readonly file: ModelFile; readonly error: AtlasError }[];
}

function findEntry(manifest: ModelManifest, modelId: string): ModelEntry {
  const entry = manifest.models.find(({ id }) => id === modelId);
  if (entry?.text) return entry;
  const what = entry ? 'reads no text' : 'is not in the list of models';
  throw new AtlasError('ATLAS-MODEL-MISSING', `The model ${modelId} ${what}.`, modelId);
}

async function checkFiles(entry: ModelEntry, modelDirs: readonly string[]): Promise<CheckedFiles> {
  const folder = await findModelFolder(entry, modelDirs);
  const results = await Promise.allSettled(entry.files.map((file) => verifyFile(entry.id, folder, file)));
  const verified = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const refused = results.flatMap((result, index) =>
    result.status === 'rejected'
      ? [{ file: entry.files[index]!, error: AtlasError.from(result.reason) }]
      : [],
  );
  return { verified, refused };
}

const filesOfStatus = (entry: ModelEntry, { verified }: CheckedFiles): ModelStatus['files'] =>
  entry.files.map((file) => ({
    name: file.name,
    sha256: file.sha256 ?? '',
    ok: verified.some((one) => one.file === file),
  }));

/** What can be said of a model without loading anything; never rejects. `sha256` is the expected one. */
export async function inspectModel(entry: ModelEntry, modelDirs: readonly string[]): Promise<ModelStatus> {
  try {
    const files = await checkFiles(entry, modelDirs);
    const problems = files.refused.map(({ error }) => error.message);
    return { id: entry.id, provider: null, files: filesOfStatus(entry, files), problems };
  } catch (error) {
    const files = entry.files.map(({ name, sha256 }) => ({ name, sha256: sha256 ?? '', ok: false }));
    return { id: entry.id, provider: null, files, problems: [AtlasError.from(error).message] };
  }
}

/** A refused file that only a GPU needs leaves the CPU usable; any other is thrown. */
function setUp(entry: ModelEntry, files: CheckedFiles, options: TextEmbedderOptions): WorkerSetup {
  const fatal = files.refused.find(({ file }) => file.for.includes('cpu'));
  if (fatal) throw fatal.error;
  const find = (role: ModelFile['role'], target: 'cpu' | 'gpu'): NamedPath | null => {
    const found = files.verified.find(({ file }) => file.role === role && file.for.includes(target));
    return found ? { name: found.file.name, path: found.path } : null;
  };
  const need = (role: ModelFile['role']): NamedPath => {
    const found = find(role, 'cpu');
    if (found) return found;
    throw new AtlasError(
      'ATLAS-MODEL-MISSING',
      `The list of models names no ${role} file for ${entry.id} on a CPU.`,
      entry.id,
    );
  };
  return {
    modelId: entry.id,
    dimensions: entry.dimensions,
    maxTokens: entry.maxTokens,
    interface: entry.text!,
    prefixes: entry.prefixes,
    cpuFile: need('text'),
    gpuFile: find('text', 'gpu'),
    tokenizerFile: need('tokenizer').path,
    tokenizerConfigFile: need('tokenizer-config').path,
    referenceFile: find('reference', 'cpu')?.path ?? null,
    provider: options.provider,
    skip: options.skip ?? [],
    threads: threadsFor(options.threads, physicalCores()),
  };
}

/**
 * Passages take every core up to a few; a question leaves one free, as its full text and names are looked up beside
 * the model and two would share it.
 * @param wanted 0: as many as suit the machine
 */
export function threadsFor(wanted: number, cores: number): Threads {
  if (wanted > 0) return { question: wanted, passage: wanted };
  return { question: clamp(cores - 1), passage: clamp(cores) };
}

const clamp = (threads: number): number => Math.max(1, Math.min(MOST_THREADS, threads));

/**
 * Verifies the model's files, starts the inference thread and waits until the model answers. Rejects with
 * `ATLAS-MODEL-MISSING`, `-DAMAGED`, `-REFUSED` before anything is loaded, and with `ATLAS-RUNTIME`. The caller
 * closes the embedder; until then its thread keeps the process alive.
 */
export async function createTextEmbedder(options: TextEmbedderOptions): Promise<OpenedTextEmbedder> {
  const entry = findEntry(options.manifest, options.modelId ?? BUNDLED_TEXT_MODEL);
  let files: CheckedFiles = { verified: [], refused: [] };
  const embedder = new WorkerEmbedder({
    modelId: entry.id,
    dimensions: entry.dimensions,
    start: async (onAnswer) => {
      files = await checkFiles(entry, options.modelDirs);
      return WorkerLink.start(options.workerFile, setUp(entry, files, options), onAnswer);
    },
  });
  const ready = await embedder.open();
  const problems = [
    ...files.refused.map(({ error }) => error.message),
    ...ready.passedOver.map(({ provider, reason }) => `The provider ${provider} is not used: ${reason}.`),
  ];
  const status = { id: entry.id, provider: ready.provider, files: filesOfStatus(entry, files), problems };
  return { embedder, status };
}
