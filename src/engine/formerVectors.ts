import { sha256 } from '../content/hash.ts';
import type { TextEmbedder } from '../core/embedder.ts';
import type { Store } from '../core/store.ts';

/** All vectors of a store by the hash of their text. */
export async function formerVectors(store: Store): Promise<ReadonlyMap<string, Float32Array>> {
  const vectors = new Map<string, Float32Array>();
  for (const { id } of await store.documents()) {
    for (const passage of await store.passagesOf(id)) {
      if (vectors.has(passage.hash)) continue;
      const vector = await store.vectorOf(passage.id);
      if (vector) vectors.set(passage.hash, vector);
    }
  }
  return vectors;
}

/** An embedder that asks another one only for what it does not know already. */
export class RememberingEmbedder implements TextEmbedder {
  readonly #inner: TextEmbedder;
  readonly #known: ReadonlyMap<string, Float32Array>;
  #reused = 0;

  constructor(inner: TextEmbedder, known: ReadonlyMap<string, Float32Array>) {
    this.#inner = inner;
    this.#known = known;
  }

  get modelId(): string {
    return this.#inner.modelId;
  }

  get dimensions(): number {
    return this.#inner.dimensions;
  }

  /** Passages that needed no run of the model. */
  get reused(): number {
    return this.#reused;
  }

  embedQuery(text: string, signal?: AbortSignal): Promise<Float32Array> {
    return this.#inner.embedQuery(text, signal);
  }

  async embedPassage(text: string, signal?: AbortSignal): Promise<Float32Array> {
    const known = this.#known.get(sha256(text));
    if (!known) return this.#inner.embedPassage(text, signal);
    this.#reused += 1;
    return known;
  }

  countTokens(text: string): Promise<number> {
    return this.#inner.countTokens(text);
  }

  close(): Promise<void> {
    return this.#inner.close();
  }
}
