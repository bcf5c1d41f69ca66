import type { ErrorJson } from '../core/errors.ts';
import type { GraphInterface } from './manifest.ts';
import type { Provider, ProviderSetting, SkippedProvider } from './providerOrder.ts';

/** What the inference thread is started with (`workerData`). All paths are of verified files. */
export interface WorkerSetup {
  readonly modelId: string;
  readonly dimensions: number;
  readonly maxTokens: number;
  readonly interface: GraphInterface;
  readonly prefixes: { readonly query: string; readonly passage: string };
  readonly cpuFile: NamedPath;
  readonly gpuFile: NamedPath | null;
  readonly tokenizerFile: string;
  readonly tokenizerConfigFile: string;
  readonly referenceFile: string | null;
  readonly provider: ProviderSetting;
  readonly skip: readonly SkippedProvider[];
  readonly threads: Threads;
}

/** Threads of the runtime on a CPU, by what is embedded. */
export interface Threads {
  readonly question: number;
  readonly passage: number;
}

export interface NamedPath {
  readonly name: string;
  readonly path: string;
}

export type JobKind = 'query' | 'passage' | 'count';

export interface Job {
  readonly kind: JobKind;
  readonly id: number;
  /** Without prefix. */
  readonly text: string;
}

/** `cancel` is answered by `dropped`, unless the job has begun; after `close` the thread ends by itself. */
export type ToWorker = Job | { readonly kind: 'cancel'; readonly id: number } | { readonly kind: 'close' };

export interface ReadyMessage {
  readonly kind: 'ready';
  readonly provider: Provider;
  readonly file: string;
  /** Providers not used, with the reason. */
  readonly passedOver: readonly SkippedProvider[];
}

/** `ready` or `failed` comes once and first; then every job gets one of the others. */
export type FromWorker =
  | ReadyMessage
  | { readonly kind: 'failed'; readonly error: ErrorJson }
  | { readonly kind: 'vector'; readonly id: number; readonly vector: Float32Array<ArrayBuffer> }
  | { readonly kind: 'count'; readonly id: number; readonly tokens: number }
  | { readonly kind: 'rejected'; readonly id: number; readonly error: ErrorJson }
  | { readonly kind: 'dropped'; readonly id: number };
