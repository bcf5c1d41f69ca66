import type { DocumentName } from '../document.ts';
import { fold, isStopWord, tokenize } from './tokens.ts';

/** One way a document's name may stand in a question. */
export interface NameForm {
  /** Folded tokens without what stands between them: `M-RoPE`, `m rope` and `MRoPE` are all `mrope`. */
  readonly key: string;
  readonly written: string;
  readonly kind: DocumentName['kind'] | 'part';
  /** How surely these characters mean this document and not an ordinary word, in (0, 1]. */
  readonly certainty: number;
}

const HAN = /\p{Script=Han}/u;
/** Longer names are found by full text alone. */
export const KEY_LIMIT = 120;

/** A word without its plural ending, when it looks like having one; `losses` and `loss` are both `loss`. */
export function singular(word: string): string {
  if (word.length < 4 || !word.endsWith('s') || /(?:ss|us|is)$/.test(word)) return word;
  if (/(?:ss|x|z|ch|sh)es$/.test(word)) return word.slice(0, -2);
  return word.length > 4 && word.endsWith('ies') ? `${word.slice(0, -3)}y` : word.slice(0, -1);
}

/** The key of consecutive tokens. */
export const nameKey = (words: readonly string[]): string =>
  words.map((word, index) => (index === words.length - 1 ? singular(word) : word)).join('');

/** What stands outside a name's brackets; then its parts: inside them, and on each side of a slash or colon. */
function parts(text: string): string[] {
  const inside = [...text.matchAll(/[(（]([^()（）]+)[)）]/g)].map((match) => match[1]!);
  const outside = text.replace(/[(（][^()（）]*[)）]/g, ' ');
  const pieces = [
    outside,
    ...outside.split(/[/／:：]/),
    ...inside.flatMap((piece) => [piece, ...piece.split(/[/／,，、;；]/)]),
  ];
  return [...new Set(pieces.map((piece) => piece.trim()).filter(Boolean))];
}

function certaintyOf(written: string, kind: NameForm['kind'], words: readonly string[]): number {
  const length = words.join('').length;
  let certainty: number;
  if (HAN.test(written)) {
    const han = written.match(/\p{Script=Han}/gu)!.length;
    const latin = words.some((word) => !HAN.test(word));
    certainty = latin ? 1 : han <= 2 ? 0.4 : han === 3 ? 0.7 : 1;
  } else if (words.length > 1) certainty = length < 4 ? 0.7 : 1;
  else if (/\d|[a-z][A-Z]|^[A-Z]{2,}/.test(written)) certainty = length < 3 ? 0.5 : 0.9;
  else certainty = length < 3 ? 0.2 : 0.5;
  if (kind === 'part') certainty *= 0.7;
  if (kind === 'code') certainty *= /^[a-z]+$/.test(written) ? 0.4 : 0.8;
  return certainty;
}

/**
 * The forms under which a name is looked for. Parts of a name (its bracketed expansion, one side of a slash or
 * colon) count for less than the whole.
 * @param whole true: the name as it stands, without parts (titles of papers and notes)
 */
export function nameForms(name: DocumentName, whole: boolean): NameForm[] {
  const forms: NameForm[] = [];
  const add = (written: string, kind: NameForm['kind']): void => {
    const tokens = tokenize(written);
    if (!/\p{L}/u.test(written) && name.kind !== 'code') return;
    if (tokens.length === 0 || tokens.every(isStopWord)) return;
    const words = tokens.map((token) => token.text);
    const key = nameKey(words);
    if (key.length < 2 || key.length > KEY_LIMIT || forms.some((form) => form.key === key)) return;
    forms.push({ key, written, kind, certainty: certaintyOf(written, kind, words) });
  };
  add(name.text, name.kind);
  if (name.kind === 'code') {
    const tail = name.text.slice(Math.max(name.text.lastIndexOf('.'), name.text.lastIndexOf('/')) + 1);
    if (/[A-Z_-]/.test(tail) && fold(tail) !== fold(name.text)) add(tail, 'code');
  } else if (!whole) {
    const [outside, ...others] = parts(name.text);
    if (outside) add(outside, name.kind);
    for (const part of others) add(part, 'part');
  }
  return forms;
}
