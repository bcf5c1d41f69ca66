import type { TextEmbedder } from '../../../src/core/embedder.ts';
import type { Store } from '../../../src/core/store.ts';

export type Part = 'embedding' | 'fullText' | 'nearest' | 'rows';

/** What one question spent where, in milliseconds. */
export interface Span {
  readonly part: Part;
  readonly start: number;
  readonly end: number;
}

const PARTS: Readonly<Record<string, Part>> = {
  fullText: 'fullText',
  nearest: 'nearest',
  passages: 'rows',
  passagesOf: 'rows',
  passageById: 'rows',
  figures: 'rows',
  vectorOf: 'rows',
  documents: 'rows',
};

/** Notes when the parts of a search ran. */
export class Stopwatch {
  #spans: Span[] = [];

  /** The spans noted since the last call. */
  take(): readonly Span[] {
    const spans = this.#spans;
    this.#spans = [];
    return spans;
  }

  /** The same store. What it does, it does before it returns its promise: that is what is timed. */
  watchStore(store: Store): Store {
    return new Proxy(store, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name, target);
        if (typeof method !== 'function') return method;
        const part = PARTS[String(name)];
        return (...args: unknown[]): unknown => {
          const start = performance.now();
          const result: unknown = Reflect.apply(method, target, args);
          if (part) this.#spans.push({ part, start, end: performance.now() });
          return result;
        };
      },
    });
  }

  watchEmbedder(embedder: TextEmbedder): TextEmbedder {
    return {
      modelId: embedder.modelId,
      dimensions: embedder.dimensions,
      embedPassage: (text, signal) => embedder.embedPassage(text, signal),
      countTokens: (text) => embedder.countTokens(text),
      close: () => embedder.close(),
      embedQuery: async (text, signal) => {
        const start = performance.now();
        const vector = await embedder.embedQuery(text, signal);
        this.#spans.push({ part: 'embedding', start, end: performance.now() });
        return vector;
      },
    };
  }
}
