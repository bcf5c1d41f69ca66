import type { Scope } from '../../core/hit.ts';

/** The letters that narrow a search when they stand in front of it with a colon. */
export const SCOPE_PREFIXES: Readonly<Record<string, Scope>> = {
  c: 'concepts',
  p: 'papers',
  t: 'passages',
  f: 'figures',
  a: 'atlas',
  l: 'library',
};

export interface ScopedText {
  readonly scope: Scope;
  readonly text: string;
}

/** Splits `p: rotary` into scope and question; the full-width colon of Chinese input is as good. */
export function scopedText(value: string, chosen: Scope): ScopedText {
  const match = /^\s*([a-z])\s*[:：]/iu.exec(value);
  const scope = match && SCOPE_PREFIXES[match[1]!.toLowerCase()];
  return scope ? { scope, text: value.slice(match[0].length).trim() } : { scope: chosen, text: value.trim() };
}
