import { cardSummary } from '../../content/cardDocument.ts';
import type { ConceptCard, KnownFigure, Paper } from '../../core/concept.ts';
import { escapeMarkdown } from '../../core/escapeMarkdown.ts';
import type { Language } from '../../core/language.ts';
import { joinSentences } from '../../core/segmentation.ts';

const WORDS = {
  en: {
    etAl: ' et al.',
    code: 'Code',
    defines: 'Introduces',
    mentions: 'Also behind',
    open: ' – ',
    figures: 'Known by',
  },
  zh: {
    etAl: ' 等',
    code: '代码',
    defines: '由本文提出',
    mentions: '也涉及',
    open: '：',
    figures: '为人熟知的图表',
  },
} as const;

/** The address of a link as Markdown takes it; null when it is none that may be opened. */
function safeAddress(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, href } = new URL(address);
  return protocol === 'https:' || protocol === 'http:' ? href.replace(/[()]/g, encodeURIComponent) : null;
}

function link(text: string, address: string): string {
  const safe = safeAddress(address);
  return safe ? `[${escapeMarkdown(text)}](${safe})` : escapeMarkdown(text);
}

function conceptList(cards: readonly ConceptCard[], language: Language): string {
  return cards
    .map((card) => {
      const name = escapeMarkdown(card.names[language]);
      return `- [${name}](${card.path})${WORDS[language].open}${escapeMarkdown(cardSummary(card, language))}`;
    })
    .join('\n');
}

const UNSURE = {
  en: { certain: '', likely: ' (from memory; details may differ)', vague: ' (only roughly known)' },
  zh: { certain: '', likely: '（凭记忆，细节可能有出入）', vague: '（只知大概）' },
} as const;

function figureLine({ label, shows, looks, words, certainty }: KnownFigure, language: Language): string {
  const said = joinSentences([shows[language], looks[language]], language) + UNSURE[language][certainty];
  const head = label ? `**${escapeMarkdown(label)}**${WORDS[language].open}` : '';
  const inside =
    words.length > 0 ? `  \n  ${words.map((word) => `\`${word.replaceAll('`', "'")}\``).join(' ')}` : '';
  return `- ${head}${escapeMarkdown(said)}${inside}`;
}

/**
 * A paper as a page: who, where and when, links, and the concepts it introduces (those that name it first) and is
 * also behind. Links to concepts are paths below kb/.
 */
export function paperMarkdown(paper: Paper, cards: readonly ConceptCard[], language: Language): string {
  const words = WORDS[language];
  const authors = paper.authors.join(', ') + (paper.othersOmitted ? words.etAl : '');
  const place = [authors, paper.venue, paper.year]
    .filter(Boolean)
    .map((part) => escapeMarkdown(String(part)));
  const links = [
    paper.arxiv && link(`arXiv:${paper.arxiv}`, `https://arxiv.org/abs/${paper.arxiv}`),
    paper.doi && link(`doi:${paper.doi}`, `https://doi.org/${paper.doi}`),
    !paper.arxiv && !paper.doi && paper.url && link(paper.url, paper.url),
    paper.code && link(words.code, paper.code),
  ].filter(Boolean);
  const naming = cards.filter((card) => card.papers.includes(paper.key));
  const defined = naming.filter((card) => card.papers[0] === paper.key);
  const others = naming.filter((card) => card.papers[0] !== paper.key);
  return [
    `# ${escapeMarkdown(paper.title)}`,
    place.join(' · '),
    links.join(' · '),
    defined.length > 0 && `## ${words.defines}\n\n${conceptList(defined, language)}`,
    paper.figures.length > 0 &&
      `## ${words.figures}\n\n${paper.figures.map((figure) => figureLine(figure, language)).join('\n')}`,
    others.length > 0 && `## ${words.mentions}\n\n${conceptList(others, language)}`,
  ]
    .filter(Boolean)
    .join('\n\n');
}
