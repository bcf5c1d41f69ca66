import { editDistance } from './editDistance.ts';
import { searchTerms, tokenize, type Token } from './tokens.ts';

const EMPTY: readonly string[] = [];

/** In how many documents each word and Han bigram stands; knows which words a library never uses. */
export class Vocabulary {
  #documents = 0;
  readonly #frequency = new Map<string, number>();
  /** Latin words by their first letter and length, for repairs. */
  readonly #shelves = new Map<string, string[]>();

  get documents(): number {
    return this.#documents;
  }

  addDocument(texts: Iterable<string>): void {
    this.#documents += 1;
    const seen = new Set<string>();
    for (const text of texts) for (const { term } of searchTerms(tokenize(text))) seen.add(term);
    for (const term of seen) {
      const count = this.#frequency.get(term) ?? 0;
      this.#frequency.set(term, count + 1);
      if (count === 0 && /^[a-z]{4,}$/.test(term)) this.#shelve(term);
    }
  }

  #shelve(word: string): void {
    const shelf = `${word[0]}${word.length}`;
    const words = this.#shelves.get(shelf);
    if (words) words.push(word);
    else this.#shelves.set(shelf, [word]);
  }

  frequency(term: string): number {
    return this.#frequency.get(term) ?? 0;
  }

  /** How much a term tells, from 0 (in every document) up; an unknown term tells most. */
  rarity(term: string): number {
    return Math.log(1 + this.#documents / (0.5 + this.frequency(term)));
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
        if (!best || distance < best.distance || frequency > best.frequency) best = { word: known, distance, frequency };
      }
    }
    return best?.word ?? null;
  }
}

const isSwap = (word: string, other: string): boolean =>
  word.length === other.length && [...word].sort().join('') === [...other].sort().join('');

/** A question with unknown words replaced by the library's nearest ones, as it goes to the model and full text. */
export function repairQuestion(question: string, tokens: readonly Token[], vocabulary: Vocabulary): string {
  let repaired = '';
  let at = 0;
  for (const token of tokens) {
    const word = token.han ? null : vocabulary.repair(token.text);
    if (word === null) continue;
    repaired += question.slice(at, token.start) + word;
    at = token.end;
  }
  return repaired + question.slice(at);
}
