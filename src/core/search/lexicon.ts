import type { DocumentName } from '../document.ts';
import { editDistance } from './editDistance.ts';
import { KEY_LIMIT, nameForms, nameKey, type NameForm } from './nameForms.ts';
import { isStopWord, type Token } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A name found in a question. */
export interface NameMatch {
  /** Number of the document, as given to the lexicon. */
  readonly document: number;
  readonly form: NameForm;
  /** Question tokens, end exclusive. */
  readonly from: number;
  readonly to: number;
  /** Edits between the question and the name; 0 is an exact match. */
  readonly distance: number;
  /** In (0, 1]: how surely the question means this document. */
  readonly weight: number;
}

interface Entry {
  readonly key: string;
  readonly forms: { readonly document: number; readonly form: NameForm }[];
}

/** Longest name in tokens, and how many tokens of a question are looked at, for exact and for misspelt names. */
const WINDOW_TOKENS = 24;
const EXACT_TOKENS = 256;
const MISSPELT_TOKENS = 48;
const TYPO_LENGTH = 48;
/** Words that are all known are compared with names only this many together: `chain of though`. */
const KNOWN_WORDS = 4;
const HAN = /\p{Script=Han}/u;

const bigramsOf = (key: string): string[] => {
  const padded = `^${key}$`;
  const grams: string[] = [];
  for (let at = 0; at + 2 <= padded.length; at += 1) grams.push(padded.slice(at, at + 2));
  return grams;
};

/** How many edits a name of this length forgives. */
function forgiven(key: string): number {
  if (HAN.test(key)) return key.length < 3 ? 0 : key.length < 8 ? 1 : 2;
  return key.length < 4 ? 0 : key.length < 8 ? 1 : key.length < 13 ? 2 : key.length < 25 ? 3 : 4;
}

/** All names of a library's documents; finds them inside questions, misspelt ones too. Built once, then fixed. */
export class Lexicon {
  /** Shorter keys first. */
  readonly #entries: Entry[] = [];
  readonly #byKey = new Map<string, number>();
  readonly #byBigram = new Map<string, number[]>();
  #shared = new Uint8Array(0);

  /** @param documents by number; `whole` as for `nameForms` */
  constructor(documents: readonly { readonly names: readonly DocumentName[]; readonly whole: boolean }[]) {
    for (const [document, { names, whole }] of documents.entries()) {
      for (const name of names) for (const form of nameForms(name, whole)) this.#add(document, form);
    }
    this.#entries.sort((a, b) => a.key.length - b.key.length);
    for (const [index, { key }] of this.#entries.entries()) this.#byKey.set(key, index);
    for (const [index, { key, forms }] of this.#entries.entries()) {
      if (key.length > TYPO_LENGTH || forgiven(key) === 0) continue;
      if (key.length < 8 && forms.every(({ form }) => form.kind === 'code')) continue;
      for (const gram of new Set(bigramsOf(key))) {
        const list = this.#byBigram.get(gram);
        if (list) list.push(index);
        else this.#byBigram.set(gram, [index]);
      }
    }
    this.#shared = new Uint8Array(this.#entries.length);
  }

  get size(): number {
    return this.#entries.length;
  }

  #add(document: number, form: NameForm): void {
    let index = this.#byKey.get(form.key);
    if (index === undefined) {
      index = this.#entries.length;
      this.#entries.push({ key: form.key, forms: [] });
      this.#byKey.set(form.key, index);
    }
    const { forms } = this.#entries[index]!;
    const twin = forms.findIndex((other) => other.document === document);
    if (twin < 0) forms.push({ document, form });
    else if (forms[twin]!.form.certainty < form.certainty) forms[twin] = { document, form };
  }

  /**
   * Names in a question, exact ones first: at each place the longest, and shorter ones inside it at a third of their
   * weight; then misspelt ones among the words that no exact name took.
   * @param raw the question, to compare upper and lower case
   */
  match(tokens: readonly Token[], raw: string, vocabulary: Vocabulary): NameMatch[] {
    const taken = new Uint8Array(tokens.length);
    const exact = this.#exact(tokens);
    const matches: NameMatch[] = [];
    for (const { from, to, index } of exact) {
      const nested = taken.subarray(from, to).every((mark) => mark === 1);
      taken.fill(1, from, to);
      const written = raw.slice(tokens[from]!.start, tokens[to - 1]!.end);
      this.#push(matches, index, from, to, 0, (nested ? 0.33 : 1) * this.#caseFactor(written, index));
    }
    for (const { from, to, index, distance } of this.#misspelt(tokens, exact, taken, vocabulary)) {
      const { key } = this.#entries[index]!;
      this.#push(matches, index, from, to, distance, 0.9 - (1.5 * distance) / Math.max(4, key.length));
    }
    return matches;
  }

  #push(
    matches: NameMatch[],
    index: number,
    from: number,
    to: number,
    distance: number,
    factor: number,
  ): void {
    const { forms } = this.#entries[index]!;
    const share = 1 / Math.sqrt(forms.length);
    for (const { document, form } of forms) {
      matches.push({ document, form, from, to, distance, weight: form.certainty * share * factor });
    }
  }

  /** An acronym or code written in small letters may be an ordinary word: `clip`, `sam`. */
  #caseFactor(written: string, index: number): number {
    const { forms, key } = this.#entries[index]!;
    if (HAN.test(key) || key.length > 6 || /\d/.test(key)) return 1;
    return forms.some(({ form }) => form.written === written) || /[A-Z]/.test(written) ? 1 : 0.75;
  }

  #exact(tokens: readonly Token[]): { from: number; to: number; index: number }[] {
    const found: { from: number; to: number; index: number; length: number }[] = [];
    const count = Math.min(tokens.length, EXACT_TOKENS);
    for (let from = 0; from < count; from += 1) {
      let joined = '';
      for (let to = from + 1; to <= Math.min(count, from + WINDOW_TOKENS); to += 1) {
        const word = tokens[to - 1]!.text;
        const key = joined + nameKey([word]);
        joined += word;
        if (joined.length > KEY_LIMIT) break;
        const index = this.#byKey.get(key) ?? this.#byKey.get(joined);
        if (index !== undefined) found.push({ from, to, index, length: joined.length });
      }
    }
    return found.sort((a, b) => b.length - a.length);
  }

  #misspelt(
    tokens: readonly Token[],
    exact: readonly { readonly from: number; readonly to: number; readonly index: number }[],
    taken: Uint8Array,
    vocabulary: Vocabulary,
  ): { from: number; to: number; index: number; distance: number }[] {
    const found: { from: number; to: number; index: number; distance: number; length: number }[] = [];
    const odd = oddTokens(tokens, vocabulary);
    const count = Math.min(tokens.length, MISSPELT_TOKENS);
    for (let from = 0; from < count; from += 1) {
      let joined = '';
      let strange = 0;
      for (let to = from + 1; to <= Math.min(count, from + WINDOW_TOKENS); to += 1) {
        const token = tokens[to - 1]!;
        joined += token.text;
        strange += odd[to - 1]!;
        if (joined.length > TYPO_LENGTH) break;
        if ([tokens[from]!, token].some((edge) => !edge.han && isStopWord(edge))) continue;
        if (taken.subarray(from, to).every((mark) => mark === 1)) continue;
        if (strange === 0 && (joined.length < 10 || to - from > KNOWN_WORDS)) continue;
        const near = this.#nearest(joined, strange === 0 ? 1 : forgiven(joined));
        for (const { index, distance } of near) {
          const inside = exact.some((other) => other.index === index && other.from >= from && other.to <= to);
          if (!inside && !cutsHanRun(tokens, from, to, this.#entries[index]!.key))
            found.push({ from, to, index, distance, length: joined.length });
        }
      }
    }
    found.sort((a, b) => b.length - 3 * b.distance - (a.length - 3 * a.distance));
    const free = Uint8Array.from(tokens, () => 0);
    return found.filter(({ from, to }) => {
      const clear = free.subarray(from, to).every((mark) => mark === 0);
      if (clear) free.fill(1, from, to);
      return clear;
    });
  }

  /** The nearest keys within `limit` edits, all that are equally near. */
  #nearest(text: string, limit: number): { index: number; distance: number }[] {
    if (limit === 0) return [];
    const counts = this.#shared;
    const touched: number[] = [];
    const first = this.#firstOfLength(text.length - limit);
    const end = this.#firstOfLength(text.length + limit + 1);
    for (const gram of new Set(bigramsOf(text))) {
      for (const index of this.#byBigram.get(gram) ?? []) {
        if (index >= end) break;
        if (index < first) continue;
        if (counts[index] === 0) touched.push(index);
        counts[index]! += 1;
      }
    }
    const needed = Math.max(1, text.length + 1 - 3 * limit);
    let best = limit;
    let nearest: { index: number; distance: number }[] = [];
    for (const index of touched) {
      const count = counts[index]!;
      counts[index] = 0;
      const { key } = this.#entries[index]!;
      if (count < Math.min(needed, key.length - 2) || Math.abs(key.length - text.length) > best) continue;
      if (key.length !== text.length && key.length < 5 && HAN.test(key)) continue;
      const distance = editDistance(text, key, Math.min(best, forgiven(key)));
      if (distance === 0 || distance > Math.min(best, forgiven(key))) continue;
      if (distance < best) nearest = [];
      best = distance;
      nearest.push({ index, distance });
    }
    return nearest.filter(({ distance }) => distance === best);
  }

  /** Number of the first entry whose key is at least so long. */
  #firstOfLength(length: number): number {
    let [low, high] = [0, this.#entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#entries[middle]!.key.length < length) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Whether every word of a question is one that the library uses, so that none of them can be a misspelling. */
export const allKnown = (tokens: readonly Token[], vocabulary: Vocabulary): boolean =>
  oddTokens(tokens, vocabulary).every((odd) => odd === 0);

/** 1 for tokens that the library never uses: an unknown word, or a Han character in no known bigram around it. */
function oddTokens(tokens: readonly Token[], vocabulary: Vocabulary): Uint8Array {
  return Uint8Array.from(tokens, (token, at) => {
    if (!token.han) return vocabulary.frequency(token.text) === 0 ? 1 : 0;
    const [before, next] = [tokens[at - 1], tokens[at + 1]];
    const left = before?.han ? vocabulary.frequency(before.text + token.text) : null;
    const right = next?.han ? vocabulary.frequency(token.text + next.text) : null;
    const known = [left, right].filter((value) => value !== null);
    return known.length > 0 && known.some((value) => value <= 1) ? 1 : 0;
  });
}

/**
 * True when the edit is at an edge of the name and that edge lies inside a run of Han text: then the odd character
 * more likely belongs to a neighbouring word (`上课注意力` is no misspelt `互注意力`).
 */
function cutsHanRun(tokens: readonly Token[], from: number, to: number, key: string): boolean {
  const [first, last] = [tokens[from]!, tokens[to - 1]!];
  const [before, next] = [tokens[from - 1], tokens[to]];
  const atStart = first.han && before?.han && before.end === first.start && !key.startsWith(first.text);
  const atEnd = last.han && next?.han && next.start === last.end && !key.endsWith(last.text);
  return Boolean(atStart || atEnd);
}
