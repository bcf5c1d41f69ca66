import type { LibraryMention } from '../../protocol/requests.ts';
import type { Translate } from '../host/translate.ts';

const LONGEST = 48;

/** `notes/clip-temperature.md:12`; lines and a notebook's cells are counted from 1, and long paths lose their beginning. */
export function placeLabel(
  { document, cell, line }: Pick<LibraryMention, 'document' | 'cell' | 'line'>,
  t: Translate,
): string {
  const path = document.replace(/^\.\.\//, '');
  const shown = path.length <= LONGEST ? path : `…${path.slice(1 - LONGEST)}`;
  return cell === null ? `${shown}:${line + 1}` : t('{0}, cell {1}, line {2}', shown, cell + 1, line + 1);
}
