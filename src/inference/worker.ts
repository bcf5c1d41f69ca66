import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads';
import { AtlasError } from '../core/errors.ts';
import { JobQueue } from './jobQueue.ts';
import { hasGpuDevice, type Machine } from './providerOrder.ts';
import { TextModel } from './textModel.ts';
import type { FromWorker, Job, ToWorker, WorkerSetup } from './workerMessages.ts';

// The inference thread: a run of the model holds it, and nothing else waits for that. It is never ended from outside
// during a run, which would abort the process: `close` lets the run finish.

function lookAtMachine(): Machine {
  const { platform, arch } = process;
  return {
    platform: `${platform}-${arch}`,
    hasCudaLibrary: hasCudaLibrary(platform, arch),
    hasGpuDevice: hasGpuDevice(),
  };
}

function hasCudaLibrary(platform: string, arch: string): boolean {
  try {
    const runtime = dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json'));
    return existsSync(join(runtime, 'bin', 'napi-v6', platform, arch, 'libonnxruntime_providers_cuda.so'));
  } catch {
    return false;
  }
}

const asRuntimeError = (thrown: unknown, modelId: string): AtlasError => {
  if (thrown instanceof AtlasError) return thrown;
  const cause = thrown instanceof Error ? thrown.message : String(thrown);
  return new AtlasError('ATLAS-RUNTIME', `The model ${modelId} failed: ${cause}`, modelId, thrown);
};

class InferenceThread {
  readonly #port: MessagePort;
  readonly #modelId: string;
  readonly #model: TextModel;
  readonly #queue = new JobQueue<Job>();
  #closing = false;
  #running = false;

  constructor(port: MessagePort, modelId: string, model: TextModel) {
    this.#port = port;
    this.#modelId = modelId;
    this.#model = model;
  }

  listen(): void {
    this.#port.on('message', (message: ToWorker) => {
      this.#accept(message);
      void this.#work();
    });
  }

  #post(message: FromWorker, transfer: ArrayBuffer[] = []): void {
    this.#port.postMessage(message, transfer);
  }

  #accept(message: ToWorker): void {
    if (message.kind === 'close') {
      this.#closing = true;
      this.#queue.clear();
    } else if (message.kind === 'cancel') {
      if (this.#queue.remove(message.id)) this.#post({ kind: 'dropped', id: message.id });
    } else this.#queue.push(message, message.kind !== 'passage');
  }

  /** What was sent during a run is taken in before the next job is chosen: a question must not miss its turn. */
  #drain(): void {
    for (let next = receiveMessageOnPort(this.#port); next; next = receiveMessageOnPort(this.#port)) {
      this.#accept(next.message as ToWorker);
    }
  }

  async #work(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    this.#drain();
    for (let job = this.#queue.next(); job && !this.#closing; job = this.#queue.next()) {
      await this.#answer(job);
      this.#drain();
    }
    if (this.#closing) {
      await this.#model.release();
      this.#port.close();
    } else this.#running = false;
  }

  async #answer({ kind, id, text }: Job): Promise<void> {
    try {
      if (kind === 'count') return this.#post({ kind, id, tokens: this.#model.count(text) });
      const vector = await this.#model.embed(kind, text);
      this.#post({ kind: 'vector', id, vector }, [vector.buffer]);
    } catch (error) {
      this.#post({ kind: 'rejected', id, error: asRuntimeError(error, this.#modelId).toJSON() });
    }
  }
}

async function start(port: MessagePort, setup: WorkerSetup): Promise<void> {
  const post = (message: FromWorker): void => port.postMessage(message);
  try {
    const model = await TextModel.open(setup, lookAtMachine());
    new InferenceThread(port, setup.modelId, model).listen();
    const { provider, file, passedOver } = model;
    post({ kind: 'ready', provider, file, passedOver });
  } catch (error) {
    post({ kind: 'failed', error: asRuntimeError(error, setup.modelId).toJSON() });
    port.close();
  }
}

if (parentPort) await start(parentPort, workerData as WorkerSetup);
