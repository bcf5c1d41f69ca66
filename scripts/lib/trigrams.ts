const known = new Map<string, ReadonlySet<string>>();

/** Character trigrams of a text in lower case without white space, punctuation and symbols. */
function trigrams(text: string): ReadonlySet<string> {
  const before = known.get(text);
  if (before) return before;
  const letters = [...text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')];
  const grams = new Set<string>();
  for (let at = 0; at < Math.max(1, letters.length - 2); at += 1)
    grams.add(letters.slice(at, at + 3).join(''));
  known.set(text, grams);
  return grams;
}

/** Jaccard similarity of two texts' character trigrams, 0 to 1. */
export function similarity(one: string, other: string): number {
  const a = trigrams(one);
  const b = trigrams(other);
  let common = 0;
  for (const gram of a) if (b.has(gram)) common += 1;
  return common / (a.size + b.size - common);
}
