import { editDistance } from './editDistance.ts';
import type { TextIndex } from './textIndex.ts';

const EMPTY: readonly string[] = [];

/** Knows which words a library uses, how rare they are, and what a misspelt one was meant to be. */
export class Vocabulary {
  readonly #index: TextIndex | null;
  /** Latin words by their first letter and length. */
  readonly #shelves = new Map<string, string[]>();

  /** @param index filled before; null: no word is known */
  constructor(index: TextIndex | null) {
    this.#index = index;
    for (const word of index?.words() ?? EMPTY) {
      if (!/^[a-z]{4,}$/.test(word)) continue;
      const shelf = `${word[0]}${word.length}`;
      const words = this.#shelves.get(shelf);
      if (words) words.push(word);
      else this.#shelves.set(shelf, [word]);
    }
  }

  /** In how many documents a word or Han bigram stands. */
  frequency(term: string): number {
    return this.#index?.frequency(term) ?? 0;
  }

  /** How much a term tells, from about 0.5 (in every document) up; an unknown term tells most. */
  rarity(term: string): number {
    return Math.log(1 + Math.max(1, this.#index?.documents ?? 0) / (0.5 + this.frequency(term)));
  }

  /**
   * The nearest known word, the most frequent of equally near ones: one edit away, two from nine letters on; short
   * words only by a swap of neighbours. Null for a word that is known or like none.
   */
  repair(word: string): string | null {
    if (!/^[a-z]{4,24}$/.test(word) || this.frequency(word) > 0) return null;
    const limit = word.length < 9 ? 1 : 2;
    let best: { word: string; distance: number; frequency: number } | null = null;
    for (let length = word.length - limit; length <= word.length + limit; length += 1) {
      for (const known of this.#shelves.get(`${word[0]}${length}`) ?? EMPTY) {
        const distance = editDistance(word, known, best?.distance ?? limit);
        if (distance > (best?.distance ?? limit)) continue;
        if (word.length < 6 && !isSwap(word, known)) continue;
        const frequency = this.frequency(known);
        if (!best || distance < best.distance || frequency > best.frequency)
          best = { word: known, distance, frequency };
      }
    }
    return best?.word ?? null;
  }
}

const isSwap = (word: string, other: string): boolean =>
  word.length === other.length && [...word].sort().join('') === [...other].sort().join('');
