/** Time, injected so that tests need not wait. Milliseconds. */
export interface Clock {
  now(): number;
  /** Returns what stops it. */
  after(milliseconds: number, action: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after: (milliseconds, action) => {
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
  },
};
