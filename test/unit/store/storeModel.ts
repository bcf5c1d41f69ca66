import assert from 'node:assert/strict';
import type { IngestedDocument } from '../../../src/core/document.ts';
import type { Store } from '../../../src/core/store.ts';
import { vectorFor } from './samples.ts';

const dot = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, index) => sum + value * b[index]!, 0);

/** What a store should hold, kept in the simplest way. */
export class StoreModel {
  readonly #documents = new Map<string, IngestedDocument>();
  readonly #embedded = new Set<string>();

  put(document: IngestedDocument, embedded: ReadonlySet<string>): void {
    this.#documents.set(document.path, document);
    for (const hash of embedded) this.#embedded.add(hash);
  }

  remove(path: string): boolean {
    return this.#documents.delete(path);
  }

  rename(from: string, to: string): boolean {
    const document = this.#documents.get(from);
    if (!document) return false;
    this.#documents.delete(from);
    this.#documents.set(to, { ...document, path: to });
    return true;
  }

  async check(store: Store): Promise<void> {
    const paths = [...this.#documents.keys()].sort();
    assert.deepEqual((await store.documents()).map(({ path }) => path).sort(), paths);
    const texts = [...this.#documents.values()].flatMap(({ passages }) => passages);
    assert.equal((await store.stats()).passages, texts.length);
    for (const { id, passages } of this.#documents.values()) {
      assert.deepEqual(
        (await store.passagesOf(id)).map(({ text }) => text),
        passages.map(({ text }) => text),
      );
    }
    const embedded = texts.filter(({ hash }) => this.#embedded.has(hash));
    for (const word of ['alpha', '视觉模型']) {
      const having = texts
        .filter(({ text }) => text.includes(word))
        .map(({ text }) => text)
        .sort();
      const found = await store.passages((await store.fullText(word, 1000)).map(({ passage }) => passage));
      assert.deepEqual(found.map(({ text }) => text).sort(), having);
      const query = vectorFor(`${word} beta 1`);
      const scores = embedded
        .map(({ embeddedText }) => dot(query, vectorFor(embeddedText)))
        .sort((a, b) => b - a)
        .slice(0, 6);
      const nearest = await store.nearest(query, 6);
      assert.equal(nearest.length, scores.length);
      nearest.forEach(({ score }, index) =>
        assert.ok(Math.abs(score - scores[index]!) < 1e-4, `${score} ${scores[index]}`),
      );
      const live = await store.passages(nearest.map(({ passage }) => passage));
      assert.equal(live.length, nearest.length, 'no ghost is returned');
    }
  }
}
