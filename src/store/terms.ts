import { foldWord } from './foldWord.ts';

/** UTF-16 units of one term that count; the rest of an endless word is cut. */
const MAX_TERM = 64;

const CJK = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー`;
const RUN = new RegExp(
  String.raw`[${CJK}]+|[[\p{L}\p{N}\p{M}]--[${CJK}]]+(?:[\-_.'’][[\p{L}\p{N}\p{M}]--[${CJK}]]+)*`,
  'gv',
);
const STARTS_CJK = new RegExp(`^[${CJK}]`, 'v');
const POSSESSIVE = /['’]s$/;
const NUMBER = /^\d+(?:\.\d+)+$/;

/** Compatibility forms, case and accents folded: what is left differs only where the words differ. */
function normalise(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase();
  // eslint-disable-next-line no-control-regex -- text of ASCII alone has nothing to fold
  return /^[\x00-\x7f]*$/.test(folded)
    ? folded
    : folded
        .normalize('NFD')
        .replace(/[\u0300-\u036f]/g, '')
        .normalize('NFC');
}

function cut(term: string): string {
  if (term.length <= MAX_TERM) return term;
  const kept = term.slice(0, MAX_TERM);
  return kept.isWellFormed() ? kept : kept.slice(0, -1);
}

/** Overlapping pairs of characters; a single character stands for itself. */
function bigrams(run: string): string[] {
  const characters = [...run];
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, index) => characters[index] + character);
}

/** "qwen2-vl" as "qwen2vl", "qwen2" and "vl"; "2.5" stays whole. */
function wordTerms(run: string): string[] {
  const word = run.replace(POSSESSIVE, '');
  if (NUMBER.test(word)) return [cut(word)];
  const parts = word.split(/[-_.'’]/);
  if (parts.length === 1) return [foldWord(cut(word))];
  return [cut(parts.join('')), ...parts.map((part) => foldWord(cut(part)))];
}

/**
 * The terms of a text in its order: words with case, accents and English inflection folded, compounds both joined
 * and split, Chinese and Japanese runs as overlapping bigrams. Terms hold no spaces, quotes or control characters.
 */
export function termsOf(text: string): string[] {
  const terms: string[] = [];
  for (const [run] of normalise(text).matchAll(RUN)) {
    terms.push(...(STARTS_CJK.test(run) ? bigrams(run) : wordTerms(run)));
  }
  return terms;
}

/** What the full-text tables are given: terms apart by spaces. */
export const indexedText = (text: string): string => termsOf(text).join(' ');
