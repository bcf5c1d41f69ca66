/** A value that several tasks use at once; what cleans it up runs after `retire` and the last of them. */
export class Shared<T> {
  readonly #value: T;
  readonly #cleanUp: () => Promise<void>;
  readonly #retired = Promise.withResolvers<void>();
  #users = 0;
  #retiring = false;

  constructor(value: T, cleanUp: () => Promise<void>) {
    this.#value = value;
    this.#cleanUp = cleanUp;
  }

  async use<R>(task: (value: T) => Promise<R>): Promise<R> {
    this.#users += 1;
    try {
      return await task(this.#value);
    } finally {
      this.#users -= 1;
      this.#settle();
    }
  }

  /** Resolves when it is cleaned up. Who asks for the value afterwards must ask somewhere else. */
  retire(): Promise<void> {
    this.#retiring = true;
    this.#settle();
    return this.#retired.promise;
  }

  #settle(): void {
    if (this.#retiring && this.#users === 0) this.#retired.resolve(this.#cleanUp());
  }
}
