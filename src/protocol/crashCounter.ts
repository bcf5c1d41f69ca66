import type { Clock } from './clock.ts';

/** Counts crashes within the last `window` milliseconds. */
export class CrashCounter {
  readonly #clock: Clock;
  readonly #window: number;
  #times: number[] = [];

  constructor(clock: Clock, window: number) {
    this.#clock = clock;
    this.#window = window;
  }

  /** Notes a crash and returns how many there were within the window, this one included. */
  add(): number {
    const now = this.#clock.now();
    this.#times = [...this.#times.filter((time) => now - time < this.#window), now];
    return this.#times.length;
  }

  clear(): void {
    this.#times = [];
  }
}
