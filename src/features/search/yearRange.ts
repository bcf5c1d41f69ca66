const FIRST = 1900;
const LAST = 2099;

/**
 * `2021`, `2019-2022`, `2020-` or `-2019` as an inclusive range; null for an empty text; `'invalid'` for anything
 * else, a range that ends before it starts included.
 */
export function yearRange(text: string): readonly [number, number] | null | 'invalid' {
  const trimmed = text.normalize('NFKC').trim();
  if (trimmed === '') return null;
  const match = /^(\d{4})?\s*(?:([-–—~])\s*(\d{4})?)?$/.exec(trimmed);
  if (!match || (match[1] === undefined && match[3] === undefined)) return 'invalid';
  const from = match[1] === undefined ? FIRST : Number(match[1]);
  const open = match[2] === undefined ? from : LAST;
  const to = match[3] === undefined ? open : Number(match[3]);
  return from >= FIRST && to <= LAST && from <= to ? [from, to] : 'invalid';
}

/** The inverse of `yearRange`, for showing. */
export function yearRangeText([from, to]: readonly [number, number]): string {
  if (from === to) return String(from);
  return `${from === FIRST ? '' : from}-${to === LAST ? '' : to}`;
}
