import { singular } from './nameForms.ts';
import { searchTerms, tokenize } from './tokens.ts';

/** Saturation of repeated words and weight of lengths, as FTS5 has them. */
const K1 = 1.2;
const B = 0.75;

interface Term {
  /** Slots of passages, ascending, and how often each holds the term. */
  readonly slots: number[];
  readonly counts: number[];
  /** Documents that hold it. */
  documents: number;
  last: number;
}

export interface TextFindings {
  /** BM25 by passage number, for all passages that hold any term. */
  readonly passages: ReadonlyMap<number, number>;
  /** BM25 by document number. */
  readonly documents: ReadonlyMap<number, number>;
}

const termsOf = (text: string): string[] => searchTerms(tokenize(text)).map(({ term }) => singular(term));

/**
 * Words and Han bigrams of a library held in memory. One question takes about a tenth of a millisecond over a few
 * thousand passages, where an SQL full-text index takes several.
 */
export class TextIndex {
  readonly #terms = new Map<string, Term>();
  readonly #passages: number[] = [];
  readonly #documentOf: number[] = [];
  readonly #weights: number[] = [];
  readonly #lengths: number[] = [];
  readonly #documentLengths: number[] = [];
  #total = 0;
  #documentTotal = 0;

  get documents(): number {
    return this.#documentLengths.length;
  }

  /**
   * Documents are numbered from 0 in the order they are added.
   * @param passages `weight`: how much more its words count for the document than those of running text; 0: they lead
   * to the passage alone, and the document does not hold them
   */
  addDocument(
    passages: Iterable<{ readonly id: number; readonly text: string; readonly weight: number }>,
  ): void {
    const document = this.#documentLengths.length;
    let length = 0;
    for (const { id, text, weight } of passages) {
      const slot = this.#passages.length;
      const terms = termsOf(text);
      this.#passages.push(id);
      this.#documentOf.push(document);
      this.#weights.push(weight);
      this.#lengths.push(terms.length);
      this.#total += terms.length;
      if (weight > 0) length += terms.length;
      for (const term of terms) this.#count(term, slot, weight > 0 ? document : null);
    }
    this.#documentLengths.push(length);
    this.#documentTotal += length;
  }

  /** @param document null: a passage that stands for itself alone */
  #count(text: string, slot: number, document: number | null): void {
    let term = this.#terms.get(text);
    if (!term) {
      term = { slots: [], counts: [], documents: 0, last: -1 };
      this.#terms.set(text, term);
    }
    if (document !== null && term.last !== document) {
      term.last = document;
      term.documents += 1;
    }
    const at = term.slots.length - 1;
    if (term.slots[at] === slot) term.counts[at]! += 1;
    else {
      term.slots.push(slot);
      term.counts.push(1);
    }
  }

  /** Number of documents that hold a word or Han bigram; singular and plural are one. */
  frequency(term: string): number {
    return this.#terms.get(singular(term))?.documents ?? 0;
  }

  words(): Iterable<string> {
    return this.#terms.keys();
  }

  /** Documents that hold a term, by number, ascending. */
  documentsWith(term: string): number[] {
    const documents: number[] = [];
    for (const slot of this.#terms.get(singular(term))?.slots ?? []) {
      if (this.#weights[slot] === 0) continue;
      const document = this.#documentOf[slot]!;
      if (documents.at(-1) !== document) documents.push(document);
    }
    return documents;
  }

  search(terms: readonly string[]): TextFindings {
    const passages = new Map<number, number>();
    const documents = new Map<number, number>();
    const meanPassage = this.#total / Math.max(1, this.#passages.length);
    const meanDocument = this.#documentTotal / Math.max(1, this.documents);
    const addDocument = (document: number, count: number, rarity: number): void => {
      const norm = count + K1 * (1 - B + (B * this.#documentLengths[document]!) / meanDocument);
      documents.set(document, (documents.get(document) ?? 0) + (rarity * count * (K1 + 1)) / norm);
    };
    for (const text of new Set(terms.map(singular))) {
      const term = this.#terms.get(text);
      if (!term) continue;
      const passageRarity = rarity(this.#passages.length, term.slots.length);
      const documentRarity = rarity(this.documents, term.documents);
      let document = -1;
      let weighted = 0;
      for (const [at, slot] of term.slots.entries()) {
        const count = term.counts[at]!;
        const id = this.#passages[slot]!;
        const norm = count + K1 * (1 - B + (B * this.#lengths[slot]!) / meanPassage);
        passages.set(id, (passages.get(id) ?? 0) + (passageRarity * count * (K1 + 1)) / norm);
        if (this.#documentOf[slot]! !== document) {
          if (document >= 0 && weighted > 0) addDocument(document, weighted, documentRarity);
          document = this.#documentOf[slot]!;
          weighted = 0;
        }
        weighted += count * this.#weights[slot]!;
      }
      if (document >= 0 && weighted > 0) addDocument(document, weighted, documentRarity);
    }
    return { passages, documents };
  }
}

const rarity = (all: number, holding: number): number =>
  Math.max(1e-6, Math.log((all - holding + 0.5) / (holding + 0.5)));
