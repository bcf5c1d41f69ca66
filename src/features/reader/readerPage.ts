import { isHttpsUrl } from '../../core/httpsUrl.ts';
import type { Language } from '../../core/language.ts';
import type {
  PdfPage,
  ReaderLink,
  ReaderPage,
  ReaderPaper,
  ReaderRelation,
} from '../../protocol/readerMessages.ts';
import type { PaperSummary, ReadAnswer } from '../../protocol/requests.ts';
import type { Names } from '../host/names.ts';
import type { Translate } from '../host/translate.ts';
import { readerLabels } from './readerLabels.ts';

function paperLinks(paper: PaperSummary, t: Translate): ReaderLink[] {
  const candidates: readonly ReaderLink[] = [
    { label: 'arXiv', href: paper.arxiv && `https://arxiv.org/abs/${encodeURIComponent(paper.arxiv)}` },
    { label: 'DOI', href: paper.doi && `https://doi.org/${encodeURI(paper.doi)}` },
    { label: t('Web page'), href: paper.arxiv || paper.doi ? '' : paper.url },
    { label: t('Code'), href: paper.code },
  ];
  return candidates.filter(({ href }) => isHttpsUrl(href));
}

const readerPaper = (paper: PaperSummary, t: Translate): ReaderPaper => ({
  id: paper.id,
  title: paper.title,
  line: [paper.firstAuthor, paper.year === null ? '' : String(paper.year), paper.venue]
    .filter(Boolean)
    .join(' · '),
  links: paperLinks(paper, t),
});

function readerRelations(answer: ReadAnswer, names: Names): ReaderRelation[] {
  const groups = new Map<string, { id: string; title: string }[]>();
  for (const { type, id, titles } of answer.relations) {
    const items = groups.get(type) ?? [];
    items.push({ id, title: titles[answer.language] });
    groups.set(type, items);
  }
  return [...groups].map(([type, items]) => ({ label: names.relation(type), items }));
}

/** What a page is told beside the document itself. */
export interface PageParts {
  readonly canGoBack: boolean;
  readonly canGoForward: boolean;
  readonly canOpenInTab: boolean;
  readonly textSize: number;
  /** Addresses of the webview for pictures of the document's folder; null: none are loaded. */
  readonly pictures: ReaderPage['pictures'];
  readonly hasLineage: boolean;
  readonly names: Names;
  readonly t: Translate;
}

const isOfAtlas = ({ document }: ReadAnswer): boolean => document.startsWith('atlas:');

function notices({ clipped }: ReadAnswer, t: Translate): string[] {
  if (!clipped) return [];
  const percent = Math.max(1, Math.round((clipped.shown / clipped.total) * 100));
  return [t('This document is long: {0} % of it is shown. Open it in the editor to see all of it.', percent)];
}

/** A document as a page; `id` is what was asked for, a passage perhaps. */
export function documentPage(id: string, answer: ReadAnswer, parts: PageParts): ReaderPage {
  const { names, t, ...rest } = parts;
  const title = answer.titles[answer.language];
  const other = answer.titles[answer.language === 'en' ? 'zh' : 'en'];
  const chips = [
    answer.category ? names.category(answer.category) : answer.kind === 'paper' ? names.kind('paper') : null,
    answer.year === null ? null : String(answer.year),
    isOfAtlas(answer) ? null : answer.document,
  ];
  return {
    id,
    title,
    notices: notices(answer, t),
    subtitle: other === title ? null : other,
    chips: chips.filter((chip) => chip !== null),
    language: answer.language,
    languages: answer.languages,
    markdown: answer.markdown,
    span: answer.span,
    papers: answer.papers.map((paper) => readerPaper(paper, t)),
    relations: readerRelations(answer, names),
    figures: answer.figures,
    // The atlas belongs to the extension: its files are read, not edited.
    canOpenInEditor: answer.file !== null && !isOfAtlas(answer),
    labels: readerLabels(t),
    ...rest,
  };
}

/** Markdown that is no document, as a page. */
export function textPage(
  title: string,
  markdown: string,
  language: Language,
  { names: _names, t, ...parts }: PageParts,
): ReaderPage {
  return {
    id: null,
    title,
    notices: [],
    subtitle: null,
    chips: [],
    language,
    languages: [language],
    markdown,
    span: null,
    papers: [],
    relations: [],
    figures: [],
    canOpenInEditor: false,
    labels: readerLabels(t),
    ...parts,
  };
}

/** A PDF, to be opened at a page and with a box marked on it. */
export function pdfPage(
  id: string,
  { title, pages }: { readonly title: string; readonly pages: PdfPage['pages'] },
  at: Pick<PdfPage, 'page' | 'box'>,
  { canGoBack, canGoForward, canOpenInTab, textSize, t }: PageParts,
): PdfPage {
  return {
    id,
    title,
    notices: [],
    canGoBack,
    canGoForward,
    canOpenInTab,
    canOpenInEditor: false,
    textSize,
    labels: readerLabels(t),
    pages,
    page: Math.min(Math.max(1, Math.round(at.page)), Math.max(1, pages.length)),
    box: at.box,
  };
}
