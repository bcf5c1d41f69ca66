import type { Clock } from '../../protocol/clock.ts';

/**
 * Work that is done once nobody has asked for it for a while, and never twice at once: who asks while it runs has it
 * done again.
 */
export class Debounced {
  readonly #work: (signal: AbortSignal) => Promise<void>;
  /** Milliseconds. */
  readonly #rest: number;
  readonly #clock: Clock;
  readonly #ending = new AbortController();
  #stopTimer: () => void = () => undefined;
  #running = false;
  #askedAgain = false;

  /** @param work takes care of its own errors; its signal is aborted by `dispose` */
  constructor(work: (signal: AbortSignal) => Promise<void>, rest: number, clock: Clock) {
    this.#work = work;
    this.#rest = rest;
    this.#clock = clock;
  }

  ask(): void {
    if (this.#ending.signal.aborted) return;
    this.#stopTimer();
    this.#stopTimer = this.#clock.after(this.#rest, () => void this.#run());
  }

  dispose(): void {
    this.#stopTimer();
    this.#ending.abort();
  }

  async #run(): Promise<void> {
    if (this.#running) {
      this.#askedAgain = true;
      return;
    }
    this.#running = true;
    try {
      await this.#work(this.#ending.signal);
    } finally {
      this.#running = false;
      if (this.#askedAgain) this.ask();
      this.#askedAgain = false;
    }
  }
}
