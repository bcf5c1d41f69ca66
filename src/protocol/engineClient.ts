import { AtlasError } from '../core/errors.ts';
import { ANSWER_SHAPES, PROGRESS_SHAPE } from './answerShapes.ts';
import type { Clock } from './clock.ts';
import type { AnswerOf, EngineMessage, HostMessage, RequestOf } from './messages.ts';
import type { IndexProgress, RequestName } from './requests.ts';
import { REQUEST_SHAPES } from './requestShapes.ts';

export interface RequestOptions {
  readonly signal?: AbortSignal;
  /** Milliseconds from sending; null: none. Default: DEADLINES of the request. */
  readonly deadline?: number | null;
  readonly onProgress?: (progress: IndexProgress) => void;
}

/** How long the reader waits at most, in milliseconds; null: as long as it takes, with progress and a cancel button. */
export const DEADLINES: Readonly<Record<RequestName, number | null>> = {
  search: 30_000,
  similar: 30_000,
  read: 15_000,
  readFile: 15_000,
  cite: 15_000,
  index: null,
  // A drawing that never ends is ended by the engine itself, and the next one then has its turn.
  pdfOpen: 60_000,
  pdfPage: 60_000,
  pdfFind: 120_000,
  library: 60_000,
  mentions: 300_000,
  doctor: 60_000,
};

interface Pending {
  readonly name: RequestName;
  readonly onProgress: ((progress: IndexProgress) => void) | undefined;
  resolve(result: unknown): void;
  reject(error: AtlasError): void;
}

export const cancelled = (): AtlasError => new AtlasError('ATLAS-CANCELLED', 'The request was cancelled.');

export interface EngineClientOptions {
  readonly send: (message: HostMessage) => void;
  readonly clock: Clock;
  /** Milliseconds the engine has to acknowledge that a request was given up. */
  readonly cancelGrace: number;
  /** A request past its deadline was given up and the engine did not even acknowledge that: it hangs. */
  readonly onHang: (name: RequestName) => void;
}

/** Requests in flight to one running engine: ids, deadlines, cancellation, progress. */
export class EngineClient {
  readonly #options: EngineClientOptions;
  readonly #pending = new Map<number, Pending>();
  /** Given up on this side, not yet acknowledged by the engine; what stops the watch on each. */
  readonly #abandoned = new Map<number, () => void>();
  #lastId = 0;

  constructor(options: EngineClientOptions) {
    this.#options = options;
  }

  get inFlight(): number {
    return this.#pending.size;
  }

  /**
   * Rejects with `AtlasError`: what the engine answered, `ATLAS-CANCELLED`, `ATLAS-DEADLINE`, `ATLAS-PROTOCOL` (a
   * payload or an answer not of the agreed form), or what `fail` was given.
   */
  request<N extends RequestName>(
    name: N,
    payload: RequestOf<N>,
    options: RequestOptions = {},
  ): Promise<AnswerOf<N>> {
    const { signal, onProgress } = options;
    const deadline = options.deadline === undefined ? DEADLINES[name] : options.deadline;
    return new Promise<AnswerOf<N>>((resolve, reject) => {
      if (signal?.aborted) throw cancelled();
      const checked = REQUEST_SHAPES[name](payload, name);
      const id = ++this.#lastId;
      const giveUp = (error: AtlasError, hangs: boolean): void => {
        const pending = this.#pending.get(id);
        if (!pending) return;
        this.#abandon(id, name, hangs);
        pending.reject(error);
      };
      const onAbort = (): void => giveUp(cancelled(), false);
      const stopDeadline =
        deadline === null
          ? () => undefined
          : this.#options.clock.after(deadline, () => giveUp(lateError(name, deadline), true));
      const settle = (): void => {
        this.#pending.delete(id);
        stopDeadline();
        signal?.removeEventListener('abort', onAbort);
      };
      this.#pending.set(id, {
        name,
        onProgress,
        resolve: (result) => {
          settle();
          resolve(result as AnswerOf<N>);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      });
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#options.send({ type: 'request', id, name, payload: checked });
    });
  }

  /** Takes an answer or progress; what belongs to no request in flight is ignored. */
  receive(message: Extract<EngineMessage, { readonly id: number }>): void {
    this.#abandoned.get(message.id)?.();
    this.#abandoned.delete(message.id);
    const pending = this.#pending.get(message.id);
    if (!pending) return;
    try {
      if (message.type === 'error') pending.reject(AtlasError.fromJSON(message.error));
      else if (message.type === 'response')
        pending.resolve(ANSWER_SHAPES[pending.name](message.result, pending.name));
      else pending.onProgress?.(PROGRESS_SHAPE(message.progress, 'progress'));
    } catch (error) {
      pending.reject(AtlasError.from(error));
    }
  }

  /** The engine is gone: rejects everything in flight. */
  fail(error: AtlasError): void {
    for (const stop of this.#abandoned.values()) stop();
    this.#abandoned.clear();
    for (const pending of [...this.#pending.values()]) pending.reject(error);
  }

  #abandon(id: number, name: RequestName, hangs: boolean): void {
    const { clock, cancelGrace, onHang, send } = this.#options;
    const watch = (): void => {
      this.#abandoned.delete(id);
      onHang(name);
    };
    this.#abandoned.set(id, hangs ? clock.after(cancelGrace, watch) : () => undefined);
    send({ type: 'cancel', id });
  }
}

function lateError(name: RequestName, deadline: number): AtlasError {
  const seconds = Math.round(deadline / 100) / 10;
  const message =
    `The engine did not answer the request "${name}" within ${seconds} s. Ask again; if it happens again, restart ` +
    'the engine with the command "VLM Atlas: Restart Engine".';
  return new AtlasError('ATLAS-DEADLINE', message, name);
}
