import { AtlasError } from '../../core/errors.ts';
import type { BibEntry } from '../../core/explain/bibliography.ts';
import type { Explainer } from '../../core/explain/explainer.ts';
import { identifiersIn } from '../../core/explain/identifiers.ts';
import { LONGEST_LINE } from '../../core/explain/surroundings.ts';
import type { LibraryMention } from '../../protocol/requests.ts';
import { breathe } from '../breathe.ts';
import { excerptOf } from './excerpt.ts';
import { isCode } from './fileKinds.ts';
import { headingsOf } from './headings.ts';
import type { LibraryText } from './libraryText.ts';

/** Lines looked at before the event loop gets a turn. */
const CHUNK = 500;
/** From here on, words that are everyday ones. */
const EVERYDAY = 2;

/** A card's first place in a file. */
export type Place = Omit<LibraryMention, 'document' | 'file'>;

export interface ScannedFile {
  readonly places: readonly Place[];
  /** Citation keys stand in it, so that what it mentions depends on the library's .bib files. */
  readonly cites: boolean;
}

/** @throws AtlasError `ATLAS-CANCELLED` */
export async function scanFile(
  text: LibraryText,
  explainer: Explainer,
  entries: readonly BibEntry[],
  signal: AbortSignal,
): Promise<ScannedFile> {
  const { lines, sections } = text;
  const places = new Map<string, { -readonly [K in keyof Place]: Place[K] }>();
  let headingOf: ((line: number) => string | null) | null = null;
  let cites = false;
  for (const { languageId, from, to, cell } of sections) {
    const options = { languageId, entries, eagerness: 'fitting' } as const;
    const everyday = isCode(languageId) ? EVERYDAY : Infinity;
    for (let start = from; start < to; start += CHUNK) {
      await breathe();
      if (signal.aborted) throw new AtlasError('ATLAS-CANCELLED', 'Looking for mentions was cancelled.');
      const end = Math.min(to, start + CHUNK);
      for (let line = start; line < end && !cites; line += 1)
        cites = identifiersIn(lines.line(line).slice(0, LONGEST_LINE), languageId).some(
          ({ kind }) => kind === 'key',
        );
      for (const { card, line, start: at, need } of explainer.mentionsIn(lines, options, {
        from: start,
        to: end,
      })) {
        if (need >= everyday) continue;
        const place = places.get(card);
        if (place) place.count += 1;
        else {
          headingOf ??= headingsOf(text);
          const excerpt = excerptOf(lines.line(line), at);
          const inCell = cell === null ? line : line - from;
          places.set(card, { card, cell, line: inCell, heading: headingOf(line), excerpt, count: 1 });
        }
      }
    }
  }
  return { places: [...places.values()], cites };
}
