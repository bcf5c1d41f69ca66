const KEPT = 8_000;

/** The end of what an engine wrote to standard error. */
export class StderrTail {
  #text = '';

  get text(): string {
    return this.#text;
  }

  add(chunk: string): void {
    this.#text = (this.#text + chunk).slice(-KEPT);
  }
}
