import { AtlasError } from '../core/errors.ts';
import { CrashCounter } from './crashCounter.ts';
import { systemClock, type Clock } from './clock.ts';
import { cancelled, EngineClient, type RequestOptions } from './engineClient.ts';
import { parseEngineMessage, type AnswerOf, type EngineReport, type RequestOf } from './messages.ts';
import type { EngineConfiguration, RequestName } from './requests.ts';
import type { EngineExit, StartTransport, Transport } from './transport.ts';

/** `safe`: without native modules, after too many crashes. `failed`: that crashed too; only `restart` helps. */
export type EngineState = 'idle' | 'starting' | 'ready' | 'safe' | 'failed';

/** Milliseconds, but for `restarts`. */
export interface SupervisorLimits {
  /** Crashes within `window` that are followed by an ordinary restart; the next one leads to safe mode. */
  readonly restarts: number;
  readonly window: number;
  readonly startUp: number;
  readonly cancelGrace: number;
  /** How long an engine may take to finish its run and end, when asked to. */
  readonly stop: number;
}

export const DEFAULT_LIMITS: SupervisorLimits = {
  restarts: 5,
  window: 180_000,
  startUp: 20_000,
  cancelGrace: 5_000,
  stop: 4_000,
};

export interface SupervisorOptions {
  readonly start: StartTransport;
  /** Asked anew at each start, so that a restart takes up changed settings. */
  readonly configuration: () => Omit<EngineConfiguration, 'safeMode'>;
  readonly limits?: Partial<SupervisorLimits>;
  readonly clock?: Clock;
  readonly log?: (line: string) => void;
}

/** `reason`: a sentence for the reader, where there is something to tell. */
export type StateListener = (state: EngineState, reason: string | null) => void;

/** One engine from its start to its end. */
interface Life {
  readonly safeMode: boolean;
  readonly client: EngineClient;
  transport: Transport | null;
  ready: boolean;
  pid: number | null;
  /** Why it was killed by us. */
  killedFor: string | null;
  stopStartUp: () => void;
  /** Set while it is asked to end. */
  onStopped: (() => void) | null;
}

interface Waiter {
  resolve(client: EngineClient): void;
  reject(error: AtlasError): void;
}

const RESTART_HINT = 'The command "VLM Atlas: Restart Engine" tries again.';

/** Starts the engine when it is first asked something, and keeps it going: see design.md, "The engine process". */
export class EngineSupervisor {
  readonly #options: SupervisorOptions;
  readonly #limits: SupervisorLimits;
  readonly #clock: Clock;
  readonly #crashes: CrashCounter;
  readonly #waiters = new Set<Waiter>();
  readonly #stateListeners = new Set<StateListener>();
  readonly #reportListeners = new Set<(report: EngineReport) => void>();
  #state: EngineState = 'idle';
  #reason: string | null = null;
  #life: Life | null = null;
  #stopping: Promise<void> | null = null;
  #disposed = false;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#clock = options.clock ?? systemClock;
    this.#crashes = new CrashCounter(this.#clock, this.#limits.window);
  }

  get state(): EngineState {
    return this.#state;
  }

  /** Process id of the running engine (of this process when it is a thread); null while there is none. */
  get pid(): number | null {
    return this.#life?.pid ?? null;
  }

  /** Returns what ends the subscription. */
  onState(listener: StateListener): () => void {
    this.#stateListeners.add(listener);
    return () => void this.#stateListeners.delete(listener);
  }

  /** What the engine says of its models and stores. Returns what ends the subscription. */
  onReport(listener: (report: EngineReport) => void): () => void {
    this.#reportListeners.add(listener);
    return () => void this.#reportListeners.delete(listener);
  }

  /**
   * Rejects with `AtlasError`: as `EngineClient.request`, and `ATLAS-ENGINE-CRASHED` when the engine ended meanwhile,
   * `ATLAS-ENGINE-UNAVAILABLE` when it cannot be started. A request that waits for the start waits through restarts.
   */
  async request<N extends RequestName>(
    name: N,
    payload: RequestOf<N>,
    options: RequestOptions = {},
  ): Promise<AnswerOf<N>> {
    const client = await this.#readyClient(options.signal);
    return client.request(name, payload, options);
  }

  /** Forgets former crashes, ends the engine gently and starts it anew; resolves when it can answer. */
  async restart(): Promise<void> {
    if (this.#disposed) throw unavailable('The extension is shutting down.');
    this.#crashes.clear();
    const message = 'The engine was restarted before it had answered. Ask again.';
    await this.#stop(new AtlasError('ATLAS-CANCELLED', message));
    if (this.#state === 'failed') this.#change('idle', null);
    await this.#readyClient();
  }

  /** Ends the engine after the run in progress, at the latest when `limits.stop` is over. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    for (const waiter of [...this.#waiters]) waiter.reject(cancelled());
    await this.#stop(cancelled());
    this.#change('idle', null);
    this.#stateListeners.clear();
    this.#reportListeners.clear();
  }

  #change(state: EngineState, reason: string | null): void {
    if (state === this.#state && reason === this.#reason) return;
    this.#state = state;
    this.#reason = reason;
    for (const listener of this.#stateListeners) listener(state, reason);
  }

  #log(line: string): void {
    this.#options.log?.(line);
  }

  #readyClient(signal?: AbortSignal): Promise<EngineClient> {
    return new Promise((resolve, reject) => {
      if (this.#disposed) throw unavailable('The extension is shutting down.');
      if (signal?.aborted) throw cancelled();
      if (this.#state === 'failed') throw unavailable(this.#reason ?? '');
      if (this.#life?.ready) return resolve(this.#life.client);
      const onAbort = (): void => waiter.reject(cancelled());
      const settle = (): void => {
        this.#waiters.delete(waiter);
        signal?.removeEventListener('abort', onAbort);
      };
      const waiter: Waiter = {
        resolve: (client) => {
          settle();
          resolve(client);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#waiters.add(waiter);
      if (!this.#life && !this.#stopping) this.#start(false, null);
    });
  }

  #start(safeMode: boolean, reason: string | null): void {
    const life: Life = {
      safeMode,
      client: new EngineClient({
        send: (message) => life.transport?.send(message),
        clock: this.#clock,
        cancelGrace: this.#limits.cancelGrace,
        onHang: (name) => this.#kill(life, `it no longer reacted while answering "${name}"`),
      }),
      transport: null,
      ready: false,
      pid: null,
      killedFor: null,
      stopStartUp: () => undefined,
      onStopped: null,
    };
    this.#life = life;
    this.#change('starting', reason);
    this.#log(safeMode ? 'Starting the engine in safe mode.' : 'Starting the engine.');
    try {
      const configuration = { ...this.#options.configuration(), safeMode };
      life.transport = this.#options.start({
        message: (message) => this.#received(life, message),
        exit: (exit) => this.#ended(life, exit),
      });
      life.stopStartUp = this.#clock.after(this.#limits.startUp, () => {
        this.#kill(life, `it was not ready within ${this.#limits.startUp / 1000} s`);
      });
      life.transport.send({ type: 'start', configuration });
    } catch (error) {
      this.#ended(life, { code: null, signal: null, stderr: '', error: AtlasError.from(error).message });
    }
  }

  #received(life: Life, raw: unknown): void {
    if (life !== this.#life) return;
    try {
      const message = parseEngineMessage(raw);
      if (message.type === 'ready') this.#becameReady(life, message.pid);
      else if (message.type === 'state')
        for (const listener of this.#reportListeners) listener(message.report);
      else life.client.receive(message);
    } catch (error) {
      this.#log(`A message of the engine was ignored: ${AtlasError.from(error).message}`);
    }
  }

  #becameReady(life: Life, pid: number): void {
    if (life.ready || life.onStopped) return;
    life.ready = true;
    life.pid = pid;
    life.stopStartUp();
    this.#log(`The engine is ready (process ${pid}).`);
    this.#change(life.safeMode ? 'safe' : 'ready', life.safeMode ? this.#reason : null);
    for (const waiter of [...this.#waiters]) waiter.resolve(life.client);
  }

  #kill(life: Life, why: string): void {
    if (life !== this.#life) return;
    life.killedFor = why;
    this.#log(`The engine is ended: ${why}.`);
    if (life.transport?.kill() === false && !life.ready) {
      this.#ended(life, { code: null, signal: null, stderr: '', error: null });
    }
  }

  #ended(life: Life, exit: EngineExit): void {
    life.stopStartUp();
    if (life.onStopped) return life.onStopped();
    if (life !== this.#life) return;
    this.#life = null;
    const cause = life.killedFor ?? describe(exit);
    this.#log(`The engine ended: ${cause}.${exit.stderr ? `\n${exit.stderr.trimEnd()}` : ''}`);
    const crashes = this.#crashes.add();
    if (life.safeMode) {
      const reason = `The engine ended in safe mode too (${cause}). ${RESTART_HINT}`;
      this.#change('failed', reason);
      life.client.fail(crashed(cause, RESTART_HINT));
      for (const waiter of [...this.#waiters]) waiter.reject(unavailable(reason));
      return;
    }
    if (crashes <= this.#limits.restarts) {
      life.client.fail(crashed(cause, 'It is being restarted: ask again.'));
      return this.#start(false, null);
    }
    const minutes = Math.round(this.#limits.window / 6_000) / 10;
    const reason =
      `The engine ended ${crashes} times within ${minutes} minutes (last: ${cause}). It now runs in safe mode, without ` +
      `native modules: keyword search and reading go on. ${RESTART_HINT}`;
    life.client.fail(crashed(cause, 'It is being restarted in safe mode: ask again.'));
    this.#start(true, reason);
  }

  #stop(error: AtlasError): Promise<void> {
    const life = this.#life;
    if (!life) return this.#stopping ?? Promise.resolve();
    this.#life = null;
    life.stopStartUp();
    life.client.fail(error);
    this.#stopping = new Promise<void>((resolve) => {
      const stopWaiting = this.#clock.after(this.#limits.stop, () => {
        if (life.transport?.kill() === false) resolve();
      });
      life.onStopped = () => {
        stopWaiting();
        resolve();
      };
      life.transport?.send({ type: 'stop' });
    }).then(() => {
      this.#stopping = null;
      this.#log('The engine was ended.');
      if (this.#waiters.size > 0) this.#start(false, null);
      else this.#change('idle', null);
    });
    return this.#stopping;
  }
}

function describe({ code, signal, error }: EngineExit): string {
  if (error) return error;
  return signal ? `signal ${signal}` : `exit code ${code}`;
}

const unavailable = (reason: string): AtlasError => new AtlasError('ATLAS-ENGINE-UNAVAILABLE', reason);

function crashed(cause: string, next: string): AtlasError {
  const message = `The engine ended unexpectedly (${cause}) while it was answering. ${next}`;
  return new AtlasError('ATLAS-ENGINE-CRASHED', message);
}
