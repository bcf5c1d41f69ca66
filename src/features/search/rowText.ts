import type { Hit } from '../../core/hit.ts';
import type { Names } from '../host/names.ts';
import type { Translate } from '../host/translate.ts';

/** A row shows about this much of a snippet; a Han character is twice as wide as a Latin one. */
const WIDTH = 130;
const LEAD = 28;

const WIDE = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]/u;
const widthOf = (character: string): number => (WIDE.test(character) ? 2 : 1);

/** Text as a row may hold it: one line, and never read as an icon (`$(name)`). */
export const rowLine = (text: string): string =>
  text.replace(/\s+/gu, ' ').trim().replace(/\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/g, '\\$&');

function startOf(text: string, match: number): number {
  let width = 0;
  let start = match;
  while (start > 0 && width < LEAD) width += widthOf(text[--start]!);
  if (start === 0) return 0;
  const space = text.indexOf(' ', start);
  const from = space >= 0 && space < match ? space + 1 : start;
  return from === match ? match : from;
}

/** The part of a snippet that a row can show, with its first match in view. */
export function snippetWindow(snippet: string, matches: Hit['matches']): string {
  const [first] = matches;
  const total = [...snippet].reduce((sum, character) => sum + widthOf(character), 0);
  let start = first && total > WIDTH ? startOf(snippet, Math.min(first[0], snippet.length)) : 0;
  if (start > 0 && /[\udc00-\udfff]/.test(snippet[start] ?? '')) start += 1;
  return rowLine(`${start > 0 ? '…' : ''}${snippet.slice(start, start + 4 * WIDTH)}`);
}

/** Where a hit is: what kind of thing, then the way to it. */
export function hitPlace(hit: Hit, names: Names, t: Translate): string {
  const atlas = hit.document.startsWith('atlas:');
  const kind = hit.kind === 'concept' && hit.category ? names.category(hit.category) : names.kind(hit.kind);
  const parts = [kind];
  if (hit.kind === 'passage' || hit.kind === 'figure') {
    if (hit.headingPath.length > 0) parts.push(hit.headingPath.join(' › '));
    if (hit.page !== null) parts.push(t('page {0}', hit.page));
  }
  if (!atlas) parts.push(hit.document);
  if (hit.year !== null && hit.kind !== 'passage') parts.push(String(hit.year));
  return rowLine(parts.join(' · '));
}
