import { CERTAINTIES, FIGURE_KINDS, type KnownFigure } from '../core/concept.ts';
import { isRecord } from '../core/isRecord.ts';
import type { Localized } from '../core/language.ts';

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
const localized = (value: unknown): Localized | null =>
  isRecord(value) &&
  typeof value['en'] === 'string' &&
  typeof value['zh'] === 'string' &&
  value['en'] &&
  value['zh']
    ? { en: value['en'], zh: value['zh'] }
    : null;

/** The figures a paper is known by (`custom.figures`); one that cannot be used is told of and left out. */
export function parseKnownFigures(value: unknown, complain: (message: string) => void): KnownFigure[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    complain('`figures` must be a list.');
    return [];
  }
  return value.flatMap((item: unknown, at): KnownFigure[] => {
    const fields = isRecord(item) ? item : {};
    const kind = FIGURE_KINDS.find((known) => known === fields['kind']);
    const certainty = CERTAINTIES.find((known) => known === fields['certainty']);
    const [shows, looks] = [localized(fields['shows']), localized(fields['looks'])];
    const wrong = [
      kind ? '' : `\`kind\` must be one of ${FIGURE_KINDS.join(', ')}`,
      certainty ? '' : `\`certainty\` must be one of ${CERTAINTIES.join(', ')}`,
      shows ? '' : '`shows` must have `en` and `zh`',
      looks ? '' : '`looks` must have `en` and `zh`',
    ].filter(Boolean);
    if (!kind || !certainty || !shows || !looks) {
      complain(`figure ${at + 1}: ${wrong.join('; ')}.`);
      return [];
    }
    const label = typeof fields['label'] === 'string' ? fields['label'] : '';
    return [
      {
        label,
        kind,
        shows,
        looks,
        words: texts(fields['words']),
        concepts: texts(fields['concepts']),
        certainty,
      },
    ];
  });
}
