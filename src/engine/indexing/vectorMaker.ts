import type { Passage } from '../../core/document.ts';
import type { TextEmbedder } from '../../core/embedder.ts';
import { AtlasError } from '../../core/errors.ts';
import type { Store } from '../../core/store.ts';

/** Texts given to the embedder at a time: enough to keep it fed while answers travel. */
const IN_FLIGHT = 8;

/** Makes the vectors that a store lacks; each text once, also when several documents hold it. */
export class VectorMaker {
  readonly #store: Store;
  readonly #embedder: TextEmbedder;
  readonly #signal: AbortSignal;
  readonly #underWay = new Map<string, Promise<Float32Array>>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #made = 0;

  constructor(store: Store, embedder: TextEmbedder, signal: AbortSignal) {
    this.#store = store;
    this.#embedder = embedder;
    this.#signal = signal;
  }

  /** How many texts were embedded. */
  get made(): number {
    return this.#made;
  }

  /** The vectors by hash that must be stored with these passages. Rejects as the embedder does. */
  async vectorsFor(passages: readonly Passage[]): Promise<ReadonlyMap<string, Float32Array>> {
    const missing = await this.#store.missingVectors([...new Set(passages.map(({ hash }) => hash))]);
    const texts = new Map(
      passages.filter(({ hash }) => missing.has(hash)).map((each) => [each.hash, each.embeddedText]),
    );
    const made = [...texts].map(async ([hash, text]) => [hash, await this.#vector(hash, text)] as const);
    const settled = await Promise.allSettled(made);
    const failure = settled.find((result) => result.status === 'rejected');
    if (failure) throw failure.reason;
    return new Map(settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])));
  }

  /** The caller has stored these: the store knows them from now on. */
  stored(vectors: ReadonlyMap<string, Float32Array>): void {
    for (const hash of vectors.keys()) this.#underWay.delete(hash);
  }

  #vector(hash: string, text: string): Promise<Float32Array> {
    const known = this.#underWay.get(hash);
    if (known) return known;
    const vector = this.#embed(text);
    this.#underWay.set(hash, vector);
    vector.catch(() => this.#underWay.delete(hash));
    return vector;
  }

  async #embed(text: string): Promise<Float32Array> {
    if (this.#running >= IN_FLIGHT) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#running += 1;
    try {
      if (this.#signal.aborted) throw new AtlasError('ATLAS-CANCELLED', 'Indexing was cancelled.');
      const vector = await this.#embedder.embedPassage(text, this.#signal);
      this.#made += 1;
      return vector;
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}
