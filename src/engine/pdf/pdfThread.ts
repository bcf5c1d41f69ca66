import { basename } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AtlasError } from '../../core/errors.ts';
import { JobQueue } from '../../inference/jobQueue.ts';
import type {
  FromPdfWorker,
  PdfJob,
  PdfJobKind,
  PdfJobs,
  PdfWorkerSetup,
  ToPdfWorker,
} from './pdfMessages.ts';

export interface PdfThreadOptions {
  /** `dist/pdfWorker.js`, or its source. */
  readonly worker: string;
  /** `pdfium.wasm` */
  readonly pdfium: string;
  /** Milliseconds that one job may take. */
  readonly limit?: number;
  /** Milliseconds without a job after which the thread is ended and its memory given back. */
  readonly idle?: number;
  /** Bytes of pdfium's memory from which on the thread is ended after its job. */
  readonly mostMemory?: number;
}

interface Waiting {
  readonly id: number;
  readonly job: PdfJob;
  resolve(result: unknown): void;
  reject(error: AtlasError): void;
}

const closed = (): AtlasError => new AtlasError('ATLAS-CANCELLED', 'The engine is ending.');

/**
 * pdfium in a thread of its own, which is started at the first job. One job at a time, pages before searches. The
 * thread is WebAssembly and so may be ended at any moment: when a job takes too long, when it has fallen over, when
 * it has grown, when nothing is asked of it.
 */
export class PdfThread {
  readonly #options: Required<PdfThreadOptions>;
  readonly #queue = new JobQueue<Waiting>();
  #worker: Worker | null = null;
  #running: Waiting | null = null;
  #timer: NodeJS.Timeout | undefined;
  #lastId = 0;
  #isClosed = false;

  constructor(options: PdfThreadOptions) {
    this.#options = { limit: 20_000, idle: 180_000, mostMemory: 512 * 2 ** 20, ...options };
  }

  /** Whether it takes up memory. */
  get isStarted(): boolean {
    return this.#worker !== null;
  }

  /**
   * @param signal takes a job that waits out of the queue; one that runs is left to end
   * @throws AtlasError what is wrong with the file, `ATLAS-DEADLINE`, `ATLAS-PDF` when pdfium fell over,
   *   `ATLAS-CANCELLED`
   */
  run<K extends PdfJobKind>(
    kind: K,
    payload: PdfJobs[K]['in'],
    signal?: AbortSignal,
  ): Promise<PdfJobs[K]['out']> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) throw closed();
      const id = (this.#lastId += 1);
      const cancel = (): void => {
        this.#queue.remove(id);
        reject(new AtlasError('ATLAS-CANCELLED', 'The request was cancelled.'));
      };
      if (signal?.aborted) return cancel();
      signal?.addEventListener('abort', cancel, { once: true });
      const settled = (): void => signal?.removeEventListener('abort', cancel);
      const waiting: Waiting = {
        id,
        job: { kind, ...payload } as PdfJob,
        resolve: (result) => {
          settled();
          resolve(result as PdfJobs[K]['out']);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
      };
      this.#queue.push(waiting, kind !== 'find');
      this.#next();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (let waiting = this.#queue.next(); waiting; waiting = this.#queue.next()) waiting.reject(closed());
    this.#running?.reject(closed());
    this.#running = null;
    await this.#end();
  }

  #next(): void {
    if (this.#running || this.#isClosed) return;
    clearTimeout(this.#timer);
    const waiting = this.#queue.next();
    if (!waiting) {
      // A thread that has nothing to do keeps no process from ending.
      this.#worker?.unref();
      this.#timer = setTimeout(() => void this.#end(), this.#options.idle);
      this.#timer.unref();
      return;
    }
    this.#running = waiting;
    this.#worker ??= this.#start();
    this.#worker.ref();
    this.#timer = setTimeout(
      () => this.#giveUp(lateError(waiting.job, this.#options.limit)),
      this.#options.limit,
    );
    this.#worker.postMessage({ ...waiting.job, id: waiting.id } satisfies ToPdfWorker);
  }

  #start(): Worker {
    const { worker: file, pdfium } = this.#options;
    const workerData: PdfWorkerSetup = { pdfium };
    const worker = new Worker(file, { workerData, name: 'pdf', execArgv: [] });
    let why = '';
    worker.on('message', (message: FromPdfWorker) => {
      if (worker === this.#worker) this.#take(message);
    });
    worker.on('error', (error) => (why = error instanceof Error ? error.message : String(error)));
    worker.on('exit', (code) => {
      if (worker === this.#worker) this.#giveUp(fallenOver(this.#running?.job, why || `exit code ${code}`));
    });
    return worker;
  }

  #take(message: FromPdfWorker): void {
    const running = this.#running;
    if (message.memory > this.#options.mostMemory) void this.#end();
    this.#running = null;
    if ('error' in message) running?.reject(AtlasError.fromJSON(message.error));
    else running?.resolve(message.result);
    this.#next();
  }

  /** The thread cannot be used any more; the next job gets a new one. */
  #giveUp(error: AtlasError): void {
    const running = this.#running;
    this.#running = null;
    void this.#end();
    running?.reject(error);
    this.#next();
  }

  async #end(): Promise<void> {
    clearTimeout(this.#timer);
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }
}

function describe(job: PdfJob | undefined): string {
  if (!job) return 'A PDF';
  const name = basename(job.file);
  return job.kind === 'page' ? `Page ${job.page} of ${name}` : name;
}

function lateError(job: PdfJob, limit: number): AtlasError {
  const what = job.kind === 'page' ? 'drawn' : job.kind === 'find' ? 'searched' : 'opened';
  const seconds = Math.round(limit / 100) / 10;
  const message = `${describe(job)} could not be ${what} within ${seconds} s and was given up. Other pages and files can still be read.`;
  return new AtlasError('ATLAS-DEADLINE', message, job.file);
}

function fallenOver(job: PdfJob | undefined, why: string): AtlasError {
  const message = `${describe(job)} cannot be shown: pdfium failed on it (${why}). Other pages and files can still be read.`;
  return new AtlasError('ATLAS-PDF', message, job?.file ?? null);
}
