import { isHttpsUrl } from '../core/httpsUrl.ts';
import type { ReaderLabels, ReaderPage, ToReader } from '../protocol/readerMessages.ts';

type Fields = Readonly<Record<string, unknown>>;
type Test = (value: unknown) => boolean;

const LABELS: Readonly<Record<keyof ReaderLabels, true>> = {
  back: true,
  openInEditor: true,
  copyBibtex: true,
  papers: true,
  relations: true,
  figures: true,
  image: true,
  languageSwitch: true,
};

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText: Test = (value) => typeof value === 'string';
const isFlag: Test = (value) => typeof value === 'boolean';
const isLanguage: Test = (value) => value === 'en' || value === 'zh';
const isHttps: Test = (value) => typeof value === 'string' && isHttpsUrl(value);
const isSpan: Test = (value) => Array.isArray(value) && value.length === 2 && value.every(Number.isInteger);
const orNull =
  (test: Test): Test =>
  (value) =>
    value === null || test(value);
const listOf =
  (test: Test): Test =>
  (value) =>
    Array.isArray(value) && value.every(test);
const fields =
  (tests: Readonly<Record<string, Test>>): Test =>
  (value) =>
    isFields(value) && Object.entries(tests).every(([name, test]) => test(value[name]));

const PAGE: { readonly [K in keyof ReaderPage]: Test } = {
  id: orNull(isText),
  title: isText,
  subtitle: orNull(isText),
  chips: listOf(isText),
  language: isLanguage,
  languages: listOf(isLanguage),
  markdown: isText,
  span: orNull(isSpan),
  papers: listOf(
    fields({
      id: isText,
      title: isText,
      line: isText,
      links: listOf(fields({ label: isText, href: isHttps })),
    }),
  ),
  relations: listOf(fields({ label: isText, items: listOf(fields({ id: isText, title: isText })) })),
  figures: listOf(fields({ id: isText, title: isText, caption: isText, svg: isText })),
  canOpenInEditor: isFlag,
  canGoBack: isFlag,
  labels: fields(Object.fromEntries(Object.keys(LABELS).map((label) => [label, isText]))),
};

const isShow = fields({ page: fields(PAGE) });
const isError = fields({ title: isText, message: isText });

/** A message from the extension, or null when it does not have the agreed form. */
export function parseToReader(value: unknown): ToReader | null {
  if (!isFields(value)) return null;
  const known = (value.type === 'show' && isShow(value)) || (value.type === 'error' && isError(value));
  return known ? (value as ToReader) : null;
}
