/** A place that keeps a value between sessions: VS Code's Memento. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

const KEY = 'search.history';
const SIZE = 20;

/** The last questions, newest first. */
export class SearchHistory {
  readonly #memory: Memory;

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  entries(): readonly string[] {
    const stored = this.#memory.get(KEY);
    return Array.isArray(stored) ? stored.filter((entry) => typeof entry === 'string').slice(0, SIZE) : [];
  }

  async add(question: string): Promise<void> {
    const text = question.trim().slice(0, 500);
    if (text === '') return;
    const others = this.entries().filter((entry) => entry !== text);
    await this.#memory.update(KEY, [text, ...others].slice(0, SIZE));
  }

  async clear(): Promise<void> {
    await this.#memory.update(KEY, undefined);
  }
}
