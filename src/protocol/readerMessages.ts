import { LANGUAGES, type Language } from '../core/language.ts';
import type { ShownFigure } from './requests.ts';
import { oneOf, record, text, type Shape } from './shape.ts';

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
  readonly openInEditor: string;
  readonly copyBibtex: string;
  readonly papers: string;
  readonly relations: string;
  readonly figures: string;
  readonly image: string;
  readonly languageSwitch: string;
}

/** What the reader shows: composed by the extension, rendered by the webview. */
export interface ReaderPage {
  /** What was asked for; null for a page that is not in the index, such as the health report. */
  readonly id: string | null;
  readonly title: string;
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
  readonly canOpenInEditor: boolean;
  readonly canGoBack: boolean;
  readonly labels: ReaderLabels;
}

export type ToReader =
  | { readonly type: 'show'; readonly page: ReaderPage }
  | { readonly type: 'error'; readonly title: string; readonly message: string };

export type FromReader =
  | { readonly type: 'ready' }
  | { readonly type: 'open'; readonly id: string }
  | { readonly type: 'link'; readonly href: string }
  | { readonly type: 'language'; readonly language: Language }
  | { readonly type: 'copyBibtex'; readonly id: string }
  | { readonly type: 'openInEditor' }
  | { readonly type: 'back' };

/** What a reader panel needs to come back after a restart of the window. */
export interface ReaderState {
  readonly id: string;
  readonly language: Language;
}

/** An id or a link: one line, not empty, not endless. */
const line: Shape<string> = (value, at) => {
  const plain = text(2_000)(value, at);
  // eslint-disable-next-line no-control-regex
  return /^[^\u0000-\u001f\u007f]+$/.test(plain) ? plain : oneOf(['one line of text'])(plain, at);
};

const named = <const T extends string>(type: T): Shape<T> => oneOf([type]);

const FROM_READER: { readonly [T in FromReader['type']]: Shape<FromReader> } = {
  ready: record({ type: named('ready') }),
  open: record({ type: named('open'), id: line }),
  link: record({ type: named('link'), href: line }),
  language: record({ type: named('language'), language: oneOf(LANGUAGES) }),
  copyBibtex: record({ type: named('copyBibtex'), id: line }),
  openInEditor: record({ type: named('openInEditor') }),
  back: record({ type: named('back') }),
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

/**
 * The state that a webview stored.
 * @throws AtlasError `ATLAS-PROTOCOL`
 */
export const parseReaderState: Shape<ReaderState> = record({ id: line, language: oneOf(LANGUAGES) });
