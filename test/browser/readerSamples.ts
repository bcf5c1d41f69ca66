import { readerLabels } from '../../src/features/reader/readerLabels.ts';
import type { PdfPage, ReaderPage, ShownPlace, ToReader } from '../../src/protocol/readerMessages.ts';

/** A text with its values, as VS Code gives it in English. */
export const english = (message: string, ...args: readonly unknown[]): string =>
  message.replace(/\{(\d)\}/g, (_, index: string) => String(args[Number(index)]));

export const LABELS = readerLabels(english);

export const PLACE: ShownPlace = { scroll: 0, anchor: null, state: { places: [], at: 0 } };

const SHOWN = {
  id: 'm-rope',
  title: 'M-RoPE',
  notices: [],
  canGoBack: true,
  canGoForward: false,
  canOpenInTab: true,
  canOpenInEditor: true,
  textSize: 100,
  labels: LABELS,
};

/** A page with nothing on it but what is given. */
export const samplePage = (page: Partial<ReaderPage>): ReaderPage => ({
  ...SHOWN,
  subtitle: null,
  chips: [],
  language: 'en',
  languages: ['en', 'zh'],
  markdown: '',
  span: null,
  papers: [],
  relations: [],
  figures: [],
  pictures: null,
  hasLineage: true,
  ...page,
});

export const show = (page: Partial<ReaderPage>): ToReader => ({
  type: 'show',
  page: samplePage(page),
  place: PLACE,
});

export const showPdf = (page: Partial<PdfPage>): ToReader => ({
  type: 'showPdf',
  page: { ...SHOWN, pages: [[612, 792]], page: 1, box: null, ...page },
  place: PLACE,
});
