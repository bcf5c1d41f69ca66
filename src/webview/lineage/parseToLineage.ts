import { isRecord } from '../../core/isRecord.ts';
import type { LineageLabels, LineageMap, ToLineage } from '../../protocol/lineageMessages.ts';

type Test = (value: unknown) => boolean;
type Tests<T> = { readonly [K in keyof T]: Test };

const isText: Test = (value) => typeof value === 'string';
const isTextOrNull: Test = (value) => value === null || isText(value);
const isYear: Test = (value) => value === null || Number.isInteger(value);
const isLanguage: Test = (value) => value === 'en' || value === 'zh';
const listOf =
  (test: Test): Test =>
  (value) =>
    Array.isArray(value) && value.every(test);
const fields =
  (tests: Readonly<Record<string, Test>>): Test =>
  (value) =>
    isRecord(value) && Object.entries(tests).every(([name, test]) => test(value[name]));

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
  show: fields({ map: fields(MAP), start: isTextOrNull }),
  focus: fields({ id: isText }),
  error: fields({ message: isText }),
};

/** A message of the extension; null for anything else. */
export function parseToLineage(value: unknown): ToLineage | null {
  if (!isRecord(value) || typeof value.type !== 'string' || !Object.hasOwn(TO_LINEAGE, value.type))
    return null;
  return TO_LINEAGE[value.type as ToLineage['type']](value) ? (value as unknown as ToLineage) : null;
}
