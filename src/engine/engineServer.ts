import { AtlasError } from '../core/errors.ts';
import { parseHostMessage, type EngineMessage, type HostMessage } from '../protocol/messages.ts';
import { Engine } from './engine.ts';
import type { EngineParts } from './engineParts.ts';

/** The engine's end of the channel to its host. */
export interface EngineChannel {
  send(message: EngineMessage): void;
  /** For the supervisor's log. */
  log(line: string): void;
  /** Lets the process or thread end. */
  end(): void;
}

/** Takes the host's messages, one engine behind them. */
export class EngineServer {
  readonly #channel: EngineChannel;
  readonly #parts: EngineParts;
  readonly #running = new Map<number, AbortController>();
  #engine: Engine | null = null;
  #stopping = false;

  constructor(channel: EngineChannel, parts: EngineParts) {
    this.#channel = channel;
    this.#parts = parts;
  }

  /** What is not of the agreed form is answered with an error when it carries an id, else reported and dropped. */
  receive(raw: unknown): void {
    try {
      this.#take(parseHostMessage(raw));
    } catch (thrown) {
      const error = AtlasError.from(thrown);
      const id: unknown = typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : null;
      if (Number.isSafeInteger(id) && (id as number) > 0) {
        this.#channel.send({ type: 'error', id: id as number, error: error.toJSON() });
      } else this.#channel.log(`A message was ignored: ${error.message}`);
    }
  }

  /** Once, when asked to or when the host is gone. */
  async stop(): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    try {
      await this.#engine?.close();
    } finally {
      this.#channel.end();
    }
  }

  #take(message: HostMessage): void {
    switch (message.type) {
      case 'start':
        if (this.#engine) throw new AtlasError('ATLAS-PROTOCOL', 'The engine was started already.');
        this.#engine = new Engine(message.configuration, this.#parts, (report) => {
          this.#channel.send({ type: 'state', report });
        });
        this.#channel.send({ type: 'ready', pid: process.pid, safeMode: message.configuration.safeMode });
        break;
      case 'request':
        void this.#answer(message);
        break;
      case 'cancel':
        this.#running.get(message.id)?.abort();
        break;
      case 'stop':
        void this.stop();
        break;
    }
  }

  async #answer({ id, name, payload }: Extract<HostMessage, { readonly type: 'request' }>): Promise<void> {
    const abort = new AbortController();
    try {
      if (!this.#engine)
        throw new AtlasError('ATLAS-PROTOCOL', 'The engine was asked before it was started.');
      if (this.#running.has(id))
        throw new AtlasError('ATLAS-PROTOCOL', `The request ${id} is in flight already.`);
      this.#running.set(id, abort);
      const result = await this.#engine.request(name, payload, {
        signal: abort.signal,
        onProgress: (progress) => {
          if (this.#running.get(id) === abort) this.#channel.send({ type: 'progress', id, progress });
        },
      });
      this.#channel.send({ type: 'response', id, result });
    } catch (thrown) {
      this.#channel.send({ type: 'error', id, error: AtlasError.from(thrown).toJSON() });
    } finally {
      if (this.#running.get(id) === abort) this.#running.delete(id);
    }
  }
}
