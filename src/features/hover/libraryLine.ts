import type { LibraryMention } from '../../protocol/requests.ts';
import type { Translate } from '../host/translate.ts';
import { placeLabel } from '../library/placeLabel.ts';
import { commandLink } from './commandLink.ts';

const SHOWN = 3;

/** The line of a hover that says where the reader's own library mentions its card; empty where it does not. */
export function libraryLine(
  card: string,
  mentions: readonly LibraryMention[],
  { t, address }: { readonly t: Translate; readonly address: (file: string) => string },
): string {
  if (mentions.length === 0) return '';
  const places = mentions
    .slice(0, SHOWN)
    .map((each) => commandLink(placeLabel(each, t), 'openPlace', address(each.file), each.line, each.cell))
    .join(' · ');
  const more = mentions.length - SHOWN;
  if (more <= 0) return t('In your library: {0}', places);
  // The card shows all of them.
  const open = card.startsWith('paper:') ? 'openPaper' : 'openConcept';
  return t('In your library: {0} (and {1})', places, commandLink(t('{0} more', more), open, card));
}
