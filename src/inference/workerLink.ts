import { isMainThread, Worker } from 'node:worker_threads';
import { AtlasError } from '../core/errors.ts';
import type { FromWorker, ReadyMessage, ToWorker, WorkerSetup } from './workerMessages.ts';

export type Answer = Exclude<FromWorker, { readonly kind: 'ready' | 'failed' }>;

/**
 * ONNX Runtime's own telemetry reads the environment of the process, which only the main thread can write: a thread
 * has a copy of it, so that what is started from a thread must have been told in time by the process's own start.
 */
function switchOffTelemetry(): void {
  if (isMainThread) process.env['ORT_DISABLE_TELEMETRY'] = '1';
  else if (process.env['ORT_DISABLE_TELEMETRY'] !== '1') {
    throw new AtlasError(
      'ATLAS-RUNTIME',
      'ORT_DISABLE_TELEMETRY=1 must stand in the environment of the process before a thread starts the inference.',
      'ORT_DISABLE_TELEMETRY',
    );
  }
}

/** One life of the inference thread. */
export class WorkerLink {
  readonly ready: ReadyMessage;
  /** Resolves when the thread has ended, with what was wrong; `''`: it ended by itself. */
  readonly ended: Promise<string>;
  readonly #worker: Worker;

  private constructor(worker: Worker, ready: ReadyMessage, ended: Promise<string>) {
    this.#worker = worker;
    this.ready = ready;
    this.ended = ended;
  }

  /** Resolves when the model answers; rejects with `AtlasError` when it cannot, the thread having ended then. */
  static async start(
    workerFile: string | URL,
    setup: WorkerSetup,
    onAnswer: (answer: Answer) => void,
  ): Promise<WorkerLink> {
    switchOffTelemetry();
    // No flags of the process: some of them keep a thread from starting.
    const worker = new Worker(workerFile, { workerData: setup, name: 'inference', execArgv: [] });
    const ended = new Promise<string>((resolve) => {
      let failure = '';
      worker.on('error', (error) => (failure = error instanceof Error ? error.message : String(error)));
      worker.on('exit', (code) => resolve(failure || (code === 0 ? '' : `exit code ${code}`)));
    });
    let first: ReadyMessage | AtlasError | undefined;
    const opened = new Promise<void>((resolve) => {
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'ready') first = message;
        else if (message.kind === 'failed') first = AtlasError.fromJSON(message.error);
        else return onAnswer(message);
        if (message.kind === 'ready') resolve();
      });
    });
    await Promise.race([opened, ended]);
    if (first !== undefined && !(first instanceof AtlasError)) return new WorkerLink(worker, first, ended);
    const why = await ended;
    throw (
      first ??
      new AtlasError(
        'ATLAS-RUNTIME',
        `The inference thread did not start: ${why || 'it ended at once'}`,
        String(workerFile),
      )
    );
  }

  post(message: ToWorker): void {
    this.#worker.postMessage(message);
  }
}
