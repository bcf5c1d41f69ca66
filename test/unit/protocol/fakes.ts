import type { Clock } from '../../../src/protocol/clock.ts';
import type { EngineMessage, HostMessage } from '../../../src/protocol/messages.ts';
import type { EngineConfiguration, ReadAnswer } from '../../../src/protocol/requests.ts';
import type { EngineExit, StartTransport, TransportListener } from '../../../src/protocol/transport.ts';

/** Time that stands still until it is told to pass. */
export class FakeClock implements Clock {
  #now = 0;
  #timers = new Set<{ readonly at: number; readonly action: () => void }>();

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, action: () => void): () => void {
    const timer = { at: this.#now + milliseconds, action };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  pass(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const due = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.#timers.delete(due);
      this.#now = due.at;
      due.action();
    }
    this.#now = end;
  }
}

/** An engine of which the test decides what it says and when it ends. */
export class FakeEngine {
  readonly sent: HostMessage[] = [];
  readonly #listener: TransportListener;
  killed = false;

  constructor(listener: TransportListener) {
    this.#listener = listener;
  }

  get configuration(): EngineConfiguration {
    const start = this.sent.find((message) => message.type === 'start');
    if (!start) throw new Error('The engine was given no configuration.');
    return start.configuration;
  }

  get requests(): Extract<HostMessage, { type: 'request' }>[] {
    return this.sent.filter((message) => message.type === 'request');
  }

  say(message: EngineMessage | object): void {
    this.#listener.message(message);
  }

  becomeReady(): void {
    this.say({ type: 'ready', pid: 4711, safeMode: this.configuration.safeMode });
  }

  answer(result: unknown): void {
    this.say({ type: 'response', id: this.requests.at(-1)!.id, result });
  }

  end(exit: Partial<EngineExit> = {}): void {
    this.#listener.exit({ code: null, signal: null, stderr: '', error: null, ...exit });
  }
}

/** Starts fake engines and keeps them. `killable` as a process is and a thread is not. */
export class FakeEngines {
  readonly all: FakeEngine[] = [];
  readonly killable: boolean;

  constructor(killable = true) {
    this.killable = killable;
  }

  get last(): FakeEngine {
    const engine = this.all.at(-1);
    if (!engine) throw new Error('No engine was started.');
    return engine;
  }

  readonly start: StartTransport = (listener) => {
    const engine = new FakeEngine(listener);
    this.all.push(engine);
    return {
      send: (message) => engine.sent.push(message),
      kill: () => {
        if (!this.killable) return false;
        engine.killed = true;
        engine.end({ signal: 'SIGKILL' });
        return true;
      },
    };
  };
}

export const configuration: Omit<EngineConfiguration, 'safeMode'> = {
  version: '0.0.0',
  knowledgeBase: '/kb',
  atlas: '/atlas',
  inferenceWorker: '/worker.js',
  pdfWorker: '/pdfWorker.js',
  pdfium: '/pdfium.wasm',
  models: ['/models'],
  library: null,
  provider: 'auto',
  threads: 0,
};

export const readAnswer: ReadAnswer = {
  id: 'clip',
  kind: 'concept',
  document: 'atlas:concepts/clip.md',
  file: '/kb/concepts/clip.md',
  titles: { en: 'CLIP', zh: 'CLIP' },
  language: 'en',
  languages: ['en', 'zh'],
  markdown: 'Two towers.',
  figures: [],
  clipped: null,
  span: [0, 3],
  category: 'model',
  year: 2021,
  papers: [],
  relations: [],
};
