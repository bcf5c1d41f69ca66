import type { LineageLabels, LineageMap, ToLineage } from '../../protocol/lineageMessages.ts';
import { fields, isLanguage, isText, listOf, messageOf, orNull, type Test, type Tests } from '../forms.ts';

const isYear: Test = (value) => value === null || Number.isInteger(value);

const LABELS: Tests<LineageLabels> = {
  map: isText,
  help: isText,
  find: isText,
  findCount: isText,
  findNothing: isText,
  zoomIn: isText,
  zoomOut: isText,
  fit: isText,
  categories: isText,
  everyCategory: isText,
  relations: isText,
  relationsHint: isText,
  undated: isText,
  openCard: isText,
  ancestors: isText,
  descendants: isText,
  buildsOn: isText,
  stepBack: isText,
  stepForward: isText,
  nothingBefore: isText,
  nothingAfter: isText,
  showsCategory: isText,
  comma: isText,
};

const MAP: Tests<LineageMap> = {
  language: isLanguage,
  concepts: listOf(
    fields({ id: isText, names: fields({ en: isText, zh: isText }), category: isText, year: isYear }),
  ),
  relations: listOf(fields({ from: isText, type: isText, to: isText })),
  categories: listOf(fields({ id: isText, label: isText })),
  types: listOf(fields({ id: isText, label: isText, inverse: isText })),
  labels: fields(LABELS),
};

const TO_LINEAGE: { readonly [T in ToLineage['type']]: Test } = {
  show: fields({ map: fields(MAP), start: orNull(isText) }),
  focus: fields({ id: isText }),
  error: fields({ message: isText }),
};

/** A message of the extension; null for anything else. */
export const parseToLineage = (value: unknown): ToLineage | null => messageOf<ToLineage>(value, TO_LINEAGE);
