const PLAIN_WORD = /^[a-z]{4,}$/;
const VOWEL = /[aeiouy]/;
/** "tun" of "tuning": what is left had an `e`. */
const LOST_ITS_E = /^[^aeiou][aeiou][^aeiouwxy]$/;

/** Without a plural's ending; `ss`, `us`, `is` and `ias` stay. */
function singular(word: string): string {
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|zz)es$/.test(word)) return word.slice(0, -2);
  return /[^sui]s$/.test(word) && !word.endsWith('ias') ? word.slice(0, -1) : word;
}

/** Without `-ing` or `-ed`, where three letters and a vowel are left; a doubled last consonant becomes single. */
function withoutInflection(word: string): string {
  if (word.endsWith('eed') || word === 'embed') return word;
  const stem = word.endsWith('ing') ? word.slice(0, -3) : word.endsWith('ed') ? word.slice(0, -2) : word;
  if (stem === word || stem.length < 3 || !VOWEL.test(stem)) return word;
  if (/([bdfgmnprt])\1$/.test(stem) && stem.length > 3) return stem.slice(0, -1);
  return LOST_ITS_E.test(stem) ? `${stem}e` : stem;
}

/**
 * An English word without its inflection, so that "embeddings", "embedded" and "embed" meet. Light on purpose: it
 * leaves names, numbers and anything but lower-case a–z alone, and never joins a noun with its derivations.
 */
export function foldWord(word: string): string {
  if (!PLAIN_WORD.test(word)) return word;
  const folded = withoutInflection(singular(word));
  return folded.length > 4 && folded.endsWith('e') ? folded.slice(0, -1) : folded;
}
