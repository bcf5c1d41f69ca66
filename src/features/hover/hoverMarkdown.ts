import { escapeMarkdown } from '../../core/escapeMarkdown.ts';
import type { AtlasTerms } from '../../core/explain/terms.ts';
import type { Language } from '../../core/language.ts';
import { splitSentences } from '../../core/segmentation.ts';
import type { Translate } from '../host/translate.ts';
import { commandLink as link } from './commandLink.ts';

const SENTENCES = 2;
const LONGEST = 340;

/** The first sentences of a summary, cut at a sentence's end where that is near enough. */
function beginning(summary: string): string {
  const ends = splitSentences(summary).map(([, end]) => end);
  const end = ends[Math.min(SENTENCES, ends.length) - 1] ?? summary.length;
  const text = summary.slice(0, end).trim();
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}

/** Address of a drawing of this name in the language of the hover. */
export type HoverPicture = (figure: string) => string;

export interface HoverOptions {
  readonly language: Language;
  readonly t: Translate;
  readonly picture: HoverPicture;
  /** What `libraryLine` says; may be empty. */
  readonly library: string;
}

/**
 * A concept or paper in a few lines: name in both languages, what it is, its paper, where the reader's own documents
 * mention it, what can be done, and a drawing.
 * @returns null for an id that the terms do not know
 */
export function hoverMarkdown(card: string, terms: AtlasTerms, options: HoverOptions): string | null {
  const { language, t, picture, library } = options;
  const paper = terms.papers[card];
  if (paper) {
    const concepts = paper.concepts.flatMap((id) => {
      const concept = terms.concepts[id];
      return concept ? [link(concept.names[language], 'openConcept', id)] : [];
    });
    return [
      `**${escapeMarkdown(paper.title)}**`,
      escapeMarkdown(paper.line),
      concepts.join(' · '),
      library,
      [link(t('Open Paper'), 'openPaper', card), link(t('Copy BibTeX'), 'copyBibtex', card)].join(' | '),
    ]
      .filter(Boolean)
      .join('\n\n');
  }
  const term = terms.concepts[card];
  if (!term) return null;
  const other = term.names[language === 'en' ? 'zh' : 'en'];
  const defining = term.paper ? terms.papers[term.paper] : undefined;
  const title = `**${escapeMarkdown(term.names[language])}**${other === term.names[language] ? '' : ` · ${escapeMarkdown(other)}`}`;
  const actions = [
    link(t('Open Card'), 'openConcept', card),
    ...(term.paper && defining
      ? [link(t('Paper'), 'openPaper', term.paper), link(t('Copy BibTeX'), 'copyBibtex', term.paper)]
      : []),
    link(t('Search like this'), 'searchLikeThis', card),
    link(t('Not here'), 'hoverNotHere', card),
  ];
  return [
    title,
    escapeMarkdown(beginning(term.summary[language])),
    defining ? `*${escapeMarkdown(defining.line)}*` : '',
    library,
    actions.join(' | '),
    term.figure ? `![${escapeMarkdown(term.names[language])}](${picture(term.figure)}|width=280)` : '',
  ]
    .filter(Boolean)
    .join('\n\n');
}
