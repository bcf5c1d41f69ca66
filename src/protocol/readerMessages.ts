import type { Box } from '../core/document.ts';
import { LANGUAGES, type Language } from '../core/language.ts';
import type { ShownFigure } from './requests.ts';
import { integer, list, nullable, number, oneOf, record, text, type Shape } from './shape.ts';

/** A link of a paper that leads out of the editor: always `https:`. */
export interface ReaderLink {
  readonly label: string;
  readonly href: string;
}

export interface ReaderPaper {
  readonly id: string;
  readonly title: string;
  /** First author, year, venue. */
  readonly line: string;
  readonly links: readonly ReaderLink[];
}

export interface ReaderRelation {
  readonly label: string;
  readonly items: readonly { readonly id: string; readonly title: string }[];
}

/** Words of the page's own controls, in the language of the editor. */
export interface ReaderLabels {
  readonly back: string;
  readonly forward: string;
  readonly contents: string;
  readonly find: string;
  readonly findNext: string;
  readonly findPrevious: string;
  /** `{0}` of `{1}`. */
  readonly findCount: string;
  readonly findNothing: string;
  readonly close: string;
  readonly more: string;
  readonly textSize: string;
  readonly smaller: string;
  readonly larger: string;
  readonly copyMarkdown: string;
  readonly openInTab: string;
  readonly openInEditor: string;
  readonly lineage: string;
  readonly copyBibtex: string;
  readonly papers: string;
  readonly relations: string;
  readonly figures: string;
  readonly backlinks: string;
  readonly image: string;
  readonly languageSwitch: string;
  /** `{0}`: number of the page. */
  readonly page: string;
  /** `{0}`: how many pages there are. */
  readonly ofPages: string;
  readonly previousPage: string;
  readonly nextPage: string;
}

/** What both kinds of page have: composed by the extension, rendered by the webview. */
interface ShownPage {
  /** What was asked for; null for a page that is not in the index, such as the health report. */
  readonly id: string | null;
  readonly title: string;
  /** What the reader should know before reading on. */
  readonly notices: readonly string[];
  readonly canGoBack: boolean;
  readonly canGoForward: boolean;
  readonly canOpenInTab: boolean;
  readonly canOpenInEditor: boolean;
  /** Percent, within `TEXT_SIZE`. */
  readonly textSize: number;
  readonly labels: ReaderLabels;
}

export interface ReaderPage extends ShownPage {
  /** The title in the other language, where it differs. */
  readonly subtitle: string | null;
  readonly chips: readonly string[];
  readonly language: Language;
  readonly languages: readonly Language[];
  readonly markdown: string;
  /** UTF-16 offsets into `markdown` of the passage to mark. */
  readonly span: readonly [number, number] | null;
  readonly papers: readonly ReaderPaper[];
  readonly relations: readonly ReaderRelation[];
  /** Drawings: those that the text names stand in it, the others below it. */
  readonly figures: readonly ShownFigure[];
  /** Addresses that pictures of the text are resolved against; null: no picture is loaded. */
  readonly pictures: { readonly root: string; readonly folder: string } | null;
  readonly hasLineage: boolean;
}

/** A PDF, whose pages are asked for one by one. */
export interface PdfPage extends ShownPage {
  /** Width and height in points, as displayed. */
  readonly pages: readonly (readonly [number, number])[];
  /** Where to open: page from 1, and what to mark on it. */
  readonly page: number;
  readonly box: Box | null;
}

/** A place in one's own files that mentions what the page is about. */
export interface ReaderBacklink {
  readonly document: string;
  /** For example `line 12`. */
  readonly where: string;
  readonly excerpt: string;
}

/** A document that was read, and how far. */
export interface ReaderPlace {
  /** Id of a hit, or the address of a file. */
  readonly id: string;
  /** Null: the reader's usual one. */
  readonly language: Language | null;
  /** CSS pixels from the top; of a PDF, the page. */
  readonly scroll: number;
}

/** The way that led to a page, and onward from it: what a reader needs to come back after a restart of the window. */
export interface ReaderState {
  readonly places: readonly ReaderPlace[];
  /** Index of the place that is shown. */
  readonly at: number;
}

export type ToReader =
  | { readonly type: 'show'; readonly page: ReaderPage; readonly place: ShownPlace }
  | { readonly type: 'showPdf'; readonly page: PdfPage; readonly place: ShownPlace }
  | {
      readonly type: 'error';
      readonly title: string;
      readonly message: string;
      readonly labels: ReaderLabels;
      readonly canGoBack: boolean;
    }
  | { readonly type: 'notice'; readonly notice: string }
  | { readonly type: 'backlinks'; readonly id: string; readonly backlinks: readonly ReaderBacklink[] }
  | {
      readonly type: 'preview';
      readonly href: string;
      readonly title: string;
      readonly line: string;
      readonly text: string;
    }
  | {
      readonly type: 'pdfPage';
      readonly page: number;
      readonly width: number;
      readonly height: number;
      readonly png: Uint8Array;
      readonly text: readonly { readonly text: string; readonly box: Box }[];
    }
  | { readonly type: 'pdfFailed'; readonly page: number; readonly message: string }
  | {
      readonly type: 'pdfMatches';
      readonly query: string;
      readonly matches: readonly { readonly page: number; readonly boxes: readonly Box[] }[];
      readonly complete: boolean;
    };

/** Where in its page the reader is to be, and what to keep for a restart. */
export interface ShownPlace {
  readonly scroll: number;
  /** A heading or footnote to go to; it comes before `scroll`. */
  readonly anchor: string | null;
  readonly state: ReaderState;
}

export type FromReader =
  | { readonly type: 'ready'; readonly state: ReaderState | null }
  | { readonly type: 'open'; readonly id: string }
  | { readonly type: 'link'; readonly href: string }
  | { readonly type: 'preview'; readonly href: string }
  | { readonly type: 'language'; readonly language: Language }
  | { readonly type: 'copyBibtex'; readonly id: string }
  | { readonly type: 'backlink'; readonly index: number }
  | { readonly type: 'scrolled'; readonly scroll: number }
  | { readonly type: 'textSize'; readonly percent: number }
  | { readonly type: 'pdfPage'; readonly page: number; readonly width: number }
  | { readonly type: 'pdfFind'; readonly query: string }
  | { readonly type: 'copyMarkdown' | 'openInEditor' | 'openInTab' | 'lineage' | 'back' | 'forward' };

/** Percent between which a reader may choose. */
export const TEXT_SIZE = { least: 70, most: 200 } as const;

/** An id or a link: one line, not empty, not endless. */
const line: Shape<string> = (value, at) => {
  const plain = text(4_000)(value, at);
  // eslint-disable-next-line no-control-regex
  return /^[^\u0000-\u001f\u007f]+$/.test(plain) ? plain : oneOf(['one line of text'])(plain, at);
};

const named = <const T extends string>(type: T): Shape<T> => oneOf([type]);
const scroll = number(0, 100_000_000);
const page = integer(1, 1_000_000);

export const MOST_PLACES = 50;

/**
 * The state that a webview stored.
 * @throws AtlasError `ATLAS-PROTOCOL`
 */
export const parseReaderState: Shape<ReaderState> = (value, at) => {
  const state = record({
    places: list(record({ id: line, language: nullable(oneOf(LANGUAGES)), scroll }), MOST_PLACES),
    at: integer(0, MOST_PLACES),
  })(value, at);
  return { places: state.places, at: integer(0, state.places.length - 1)(state.at, `${at}.at`) };
};

/** What a webview kept may be of another version: then it counts for nothing. */
const stateOrNull: Shape<ReaderState | null> = (value, at) => {
  try {
    return parseReaderState(value, at);
  } catch {
    return null;
  }
};

const FROM_READER: { readonly [T in FromReader['type']]: Shape<FromReader> } = {
  ready: record({ type: named('ready'), state: stateOrNull }),
  open: record({ type: named('open'), id: line }),
  link: record({ type: named('link'), href: line }),
  preview: record({ type: named('preview'), href: line }),
  language: record({ type: named('language'), language: oneOf(LANGUAGES) }),
  copyBibtex: record({ type: named('copyBibtex'), id: line }),
  backlink: record({ type: named('backlink'), index: integer(0, 10_000) }),
  scrolled: record({ type: named('scrolled'), scroll }),
  textSize: record({ type: named('textSize'), percent: integer(TEXT_SIZE.least, TEXT_SIZE.most) }),
  pdfPage: record({ type: named('pdfPage'), page, width: integer(1, 10_000) }),
  pdfFind: record({ type: named('pdfFind'), query: text(1_000) }),
  copyMarkdown: record({ type: named('copyMarkdown') }),
  openInEditor: record({ type: named('openInEditor') }),
  openInTab: record({ type: named('openInTab') }),
  lineage: record({ type: named('lineage') }),
  back: record({ type: named('back') }),
  forward: record({ type: named('forward') }),
};

/**
 * A message from the webview.
 * @throws AtlasError `ATLAS-PROTOCOL`
 */
export function parseFromReader(value: unknown): FromReader {
  const { type } = record({ type: oneOf(Object.keys(FROM_READER) as FromReader['type'][]) })(
    value,
    'message',
  );
  return FROM_READER[type](value, 'message');
}
