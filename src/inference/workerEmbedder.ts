import type { TextEmbedder } from '../core/embedder.ts';
import { AtlasError } from '../core/errors.ts';
import { JobQueue } from './jobQueue.ts';
import type { Answer, WorkerLink } from './workerLink.ts';
import type { Job, JobKind } from './workerMessages.ts';

/** Passages at the thread at one time: it never waits for the next, and a cancelled one is soon forgotten. */
const PASSAGES_AHEAD = 4;
/** Threads that may die one after the other, no job answered between, before no new one is started. */
const DEATHS_IN_A_ROW = 2;

interface Pending {
  resolve(value: Float32Array | number): void;
  reject(error: AtlasError): void;
}

export interface WorkerEmbedderOptions {
  readonly modelId: string;
  readonly dimensions: number;
  /** Starts the thread, its files verified anew; rejects with `AtlasError`. */
  start(onAnswer: (answer: Answer) => void): Promise<WorkerLink>;
}

/**
 * The text model in a thread of its own. Questions and counts go before passages; a thread that dies rejects what
 * waits with `ATLAS-RUNTIME`, and the next call starts another.
 */
export class WorkerEmbedder implements TextEmbedder {
  readonly modelId: string;
  readonly dimensions: number;
  readonly #start: WorkerEmbedderOptions['start'];
  readonly #queue = new JobQueue<Job>();
  readonly #pending = new Map<number, Pending>();
  readonly #passagesAtThread = new Set<number>();
  #link: WorkerLink | null = null;
  #connecting: Promise<void> | null = null;
  #closing: Promise<void> | null = null;
  #lastId = 0;
  #deaths = 0;

  constructor(options: WorkerEmbedderOptions) {
    this.modelId = options.modelId;
    this.dimensions = options.dimensions;
    this.#start = options.start;
  }

  /** Starts the thread without waiting for the first call; gives what it runs on. */
  async open(): Promise<WorkerLink['ready']> {
    const link = await this.#connect();
    return link.ready;
  }

  embedQuery(text: string, signal?: AbortSignal): Promise<Float32Array> {
    return this.#submit('query', text, signal) as Promise<Float32Array>;
  }

  embedPassage(text: string, signal?: AbortSignal): Promise<Float32Array> {
    return this.#submit('passage', text, signal) as Promise<Float32Array>;
  }

  countTokens(text: string): Promise<number> {
    return this.#submit('count', text) as Promise<number>;
  }

  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #end(): Promise<void> {
    this.#queue.clear();
    await this.#connecting?.catch(() => undefined);
    const link = this.#link;
    link?.post({ kind: 'close' });
    await link?.ended;
    this.#rejectAll(this.#closed());
  }

  #closed(): AtlasError {
    return new AtlasError('ATLAS-CANCELLED', `The model ${this.modelId} was closed.`, this.modelId);
  }

  #submit(kind: JobKind, text: string, signal?: AbortSignal): Promise<Float32Array | number> {
    const cancelled = (): AtlasError =>
      new AtlasError('ATLAS-CANCELLED', 'The text was cancelled before it was embedded.', this.modelId);
    if (this.#closing) return Promise.reject(this.#closed());
    if (signal?.aborted) return Promise.reject(cancelled());
    const id = (this.#lastId += 1);
    const answered = new Promise<Float32Array | number>((resolve, reject) =>
      this.#pending.set(id, { resolve, reject }),
    );
    const abort = (): void => {
      if (!this.#queue.remove(id)) this.#link?.post({ kind: 'cancel', id });
      this.#settle(id)?.reject(cancelled());
    };
    signal?.addEventListener('abort', abort, { once: true });
    this.#queue.push({ kind, id, text }, kind !== 'passage');
    this.#pump();
    return answered.finally(() => signal?.removeEventListener('abort', abort));
  }

  #pump(): void {
    const link = this.#link;
    if (!link) {
      this.#connect().catch((error: unknown) => this.#rejectAll(AtlasError.from(error, this.modelId)));
      return;
    }
    const isFull = (): boolean => this.#passagesAtThread.size >= PASSAGES_AHEAD;
    for (let job = this.#queue.next(isFull()); job; job = this.#queue.next(isFull())) {
      if (job.kind === 'passage') this.#passagesAtThread.add(job.id);
      link.post(job);
    }
  }

  /** One thread at a time; resolves at once while it lives. */
  async #connect(): Promise<WorkerLink> {
    this.#connecting ??= this.#open();
    await this.#connecting;
    if (this.#link) return this.#link;
    throw this.#died('it ended at once');
  }

  async #open(): Promise<void> {
    try {
      if (this.#deaths >= DEATHS_IN_A_ROW)
        throw this.#died('it ended twice in a row; restart the engine to try again');
      const link = await this.#start((answer) => this.#take(answer));
      this.#link = link;
      void link.ended.then((why) => this.#bury(why));
      this.#pump();
    } catch (error) {
      this.#connecting = null;
      throw error;
    }
  }

  #died(why: string): AtlasError {
    return new AtlasError(
      'ATLAS-RUNTIME',
      `The inference thread of ${this.modelId} has ended: ${why}.`,
      this.modelId,
    );
  }

  #bury(why: string): void {
    this.#link = null;
    this.#connecting = null;
    this.#passagesAtThread.clear();
    if (this.#closing) return;
    this.#deaths += 1;
    this.#rejectAll(this.#died(why || 'it stopped by itself'));
  }

  #take(answer: Answer): void {
    this.#passagesAtThread.delete(answer.id);
    const pending = this.#settle(answer.id);
    if (answer.kind === 'vector') pending?.resolve(answer.vector);
    else if (answer.kind === 'count') pending?.resolve(answer.tokens);
    else if (answer.kind === 'rejected') pending?.reject(AtlasError.fromJSON(answer.error));
    if (answer.kind !== 'dropped') this.#deaths = 0;
    if (!this.#closing) this.#pump();
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }

  #rejectAll(error: AtlasError): void {
    this.#queue.clear();
    for (const id of [...this.#pending.keys()]) this.#settle(id)?.reject(error);
  }
}
