import { createHash } from 'node:crypto';

/** Characters of Chinese, and words of English, from which on a run shared with the survey note is a copy. */
const HAN_RUN = 16;
const WORD_RUN = 12;
const HASH_BYTES = 6;

export interface Shingle {
  readonly words: string;
  /** Where it stands, UTF-16. */
  readonly at: number;
}

function runs(units: readonly (Shingle | null)[], length: number, joiner: string): Shingle[] {
  const found: Shingle[] = [];
  for (let from = 0; from + length <= units.length; from += 1) {
    const run = units.slice(from, from + length);
    if (run.every((unit) => unit !== null))
      found.push({ words: run.map(({ words }) => words).join(joiner), at: run[0]!.at });
  }
  return found;
}

/**
 * Every run of 16 Han characters and of 12 English words of a text; case, spaces and punctuation do not matter, a
 * word of the other script ends a run.
 */
export function shingles(text: string): Shingle[] {
  const han: (Shingle | null)[] = [];
  const latin: (Shingle | null)[] = [];
  for (const match of text.matchAll(/(\p{Script=Han})|((?:(?!\p{Script=Han})[\p{L}\p{N}])+)/gu)) {
    const unit = { words: match[0].toLowerCase(), at: match.index };
    han.push(match[1] ? unit : null);
    latin.push(match[2] ? unit : null);
  }
  return [...runs(han, HAN_RUN, ''), ...runs(latin, WORD_RUN, ' ')];
}

export const shingleHash = (words: string): string =>
  createHash('sha256').update(words).digest().subarray(0, HASH_BYTES).toString('hex');

/** Hashes of a text's shingles as a file holds them: sorted, six bytes each. */
export function packShingles(text: string): Buffer {
  const hashes = [...new Set(shingles(text).map(({ words }) => shingleHash(words)))].sort();
  return Buffer.from(hashes.join(''), 'hex');
}

export function unpackShingles(packed: Buffer): ReadonlySet<string> {
  const hashes = new Set<string>();
  for (let at = 0; at < packed.length; at += HASH_BYTES)
    hashes.add(packed.subarray(at, at + HASH_BYTES).toString('hex'));
  return hashes;
}
