import { isHttpsUrl } from '../../core/httpsUrl.ts';
import type {
  ReaderLabels,
  ReaderLink,
  ReaderPage,
  ReaderPaper,
  ReaderRelation,
} from '../../protocol/readerMessages.ts';
import type { PaperSummary, ReadAnswer } from '../../protocol/requests.ts';
import type { Names } from '../host/names.ts';
import type { Translate } from '../host/translate.ts';

export const readerLabels = (t: Translate): ReaderLabels => ({
  back: t('Back'),
  openInEditor: t('Open in Editor'),
  copyBibtex: t('Copy BibTeX'),
  papers: t('Papers'),
  relations: t('Connections'),
  figures: t('Drawings'),
  image: t('Picture:'),
  languageSwitch: t('Language of the text'),
});

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

/** A document of the index as a page; `id` is what was asked for, a passage perhaps. */
export function documentPage(
  id: string,
  answer: ReadAnswer,
  parts: {
    readonly canGoBack: boolean;
    readonly canOpenInEditor: boolean;
    readonly names: Names;
    readonly t: Translate;
  },
): ReaderPage {
  const { names, t } = parts;
  const title = answer.titles[answer.language];
  const other = answer.titles[answer.language === 'en' ? 'zh' : 'en'];
  const chips = [
    answer.category ? names.category(answer.category) : answer.kind === 'paper' ? names.kind('paper') : null,
    answer.year === null ? null : String(answer.year),
    answer.document.startsWith('atlas:') ? null : answer.document,
  ];
  return {
    id,
    title,
    subtitle: other === title ? null : other,
    chips: chips.filter((chip) => chip !== null),
    language: answer.language,
    languages: answer.languages,
    markdown: answer.markdown,
    span: answer.span,
    papers: answer.papers.map((paper) => readerPaper(paper, t)),
    relations: readerRelations(answer, names),
    figures: answer.figures,
    canOpenInEditor: parts.canOpenInEditor,
    canGoBack: parts.canGoBack,
    labels: readerLabels(t),
  };
}
