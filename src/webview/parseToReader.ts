import { isHttpsUrl } from '../core/httpsUrl.ts';
import type { PdfPage, ReaderLabels, ReaderPage, ToReader } from '../protocol/readerMessages.ts';
import {
  fields,
  isCount,
  isFlag,
  isLanguage,
  isText,
  listOf,
  messageOf,
  orNull,
  type Test,
  type Tests,
} from './forms.ts';

const isHttps: Test = (value) => typeof value === 'string' && isHttpsUrl(value);
const isBytes: Test = (value) => value instanceof Uint8Array;
const isSpan = listOf(isCount, 2);
const isBox = listOf(isCount, 4);

const LABELS: Tests<ReaderLabels> = {
  back: isText,
  forward: isText,
  contents: isText,
  find: isText,
  findNext: isText,
  findPrevious: isText,
  findCount: isText,
  findNothing: isText,
  close: isText,
  more: isText,
  textSize: isText,
  smaller: isText,
  larger: isText,
  copyMarkdown: isText,
  openInTab: isText,
  openInEditor: isText,
  lineage: isText,
  copyBibtex: isText,
  papers: isText,
  relations: isText,
  figures: isText,
  backlinks: isText,
  image: isText,
  languageSwitch: isText,
  page: isText,
  ofPages: isText,
  previousPage: isText,
  nextPage: isText,
};

const SHOWN = {
  id: orNull(isText),
  title: isText,
  notices: listOf(isText),
  canGoBack: isFlag,
  canGoForward: isFlag,
  canOpenInTab: isFlag,
  canOpenInEditor: isFlag,
  textSize: isCount,
  labels: fields(LABELS),
};

const PAGE: Tests<ReaderPage> = {
  ...SHOWN,
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
  pictures: orNull(fields({ root: isHttps, folder: isHttps })),
  hasLineage: isFlag,
};

const PDF: Tests<PdfPage> = { ...SHOWN, pages: listOf(isSpan), page: isCount, box: orNull(isBox) };

const isPlace = fields({
  scroll: isCount,
  anchor: orNull(isText),
  state: fields({
    places: listOf(fields({ id: isText, language: orNull(isLanguage), scroll: isCount })),
    at: isCount,
  }),
});

const MESSAGES: { readonly [T in ToReader['type']]: Test } = {
  show: fields({ page: fields(PAGE), place: isPlace }),
  showPdf: fields({ page: fields(PDF), place: isPlace }),
  error: fields({ title: isText, message: isText, canGoBack: isFlag, labels: fields(LABELS) }),
  notice: fields({ notice: isText }),
  backlinks: fields({
    id: isText,
    backlinks: listOf(fields({ document: isText, where: isText, excerpt: isText })),
  }),
  preview: fields({ href: isText, title: isText, line: isText, text: isText }),
  pdfPage: fields({
    page: isCount,
    width: isCount,
    height: isCount,
    png: isBytes,
    text: listOf(fields({ text: isText, box: isBox })),
  }),
  pdfFailed: fields({ page: isCount, message: isText }),
  pdfMatches: fields({
    query: isText,
    matches: listOf(fields({ page: isCount, boxes: listOf(isBox) })),
    complete: isFlag,
  }),
};

/** A message from the extension, or null when it does not have the agreed form. */
export const parseToReader = (value: unknown): ToReader | null => messageOf<ToReader>(value, MESSAGES);
