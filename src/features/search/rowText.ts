import type { Hit } from '../../core/hit.ts';
import type { Names } from '../host/names.ts';
import type { Translate } from '../host/translate.ts';

/** A row shows about `VISIBLE` of a snippet; a Han character is twice as wide as a Latin one. */
const VISIBLE = 80;
/** What goes on beyond is for wide windows and screen readers. */
const WIDTH = 130;
const LEAD = 28;

const WIDE = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]/u;
const widthOf = (character: string): number => (WIDE.test(character) ? 2 : 1);

/** Text as a row may hold it: one line, and never read as an icon (`$(name)`). */
export const rowLine = (text: string): string =>
  text
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/g, '\\$&');

const widthOfText = (text: string): number =>
  [...text].reduce((sum, character) => sum + widthOf(character), 0);

/** Goes back from `end` until `width` is filled, then to the start of a word. */
function startBefore(text: string, end: number, width: number): number {
  let start = end;
  for (let filled = 0; start > 0 && filled < width;) filled += widthOf(text[--start]!);
  if (start === 0) return 0;
  const space = text.indexOf(' ', start);
  const from = space >= 0 && space - start < width && space < end ? space + 1 : start;
  return /[\udc00-\udfff]/.test(text[from] ?? '') ? from + 1 : from;
}

/** The part of a snippet that a row can show: filled, with the first match in view. */
export function snippetWindow(snippet: string, matches: Hit['matches']): string {
  const [first] = matches;
  if (!first || widthOfText(snippet) <= WIDTH) return rowLine(snippet.slice(0, 4 * WIDTH));
  const before = startBefore(snippet, Math.min(first[0], snippet.length), LEAD);
  const start = Math.min(before, startBefore(snippet, snippet.length, VISIBLE));
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
