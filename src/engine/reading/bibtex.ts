import type { Paper } from '../../core/concept.ts';

const SPECIALS: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '&': '\\&',
  '%': '\\%',
  $: '\\$',
  '#': '\\#',
  _: '\\_',
  '{': '\\{',
  '}': '\\}',
};

/** Text that LaTeX prints as it is; accented and Han letters stay, as every current engine reads UTF-8. */
export const escapeLatex = (text: string): string =>
  text.replace(/[\\~^&%$#_{}]/g, (special) => SPECIALS[special]!);

/** Addresses are read verbatim, so only what would end the field is encoded. */
const verbatim = (address: string): string => address.replace(/[{}\\\s]/g, encodeURIComponent);

const TYPES: Readonly<Record<string, readonly [entry: string, venueField: string | null]>> = {
  'paper-conference': ['inproceedings', 'booktitle'],
  'article-journal': ['article', 'journal'],
  report: ['techreport', 'institution'],
  'post-weblog': ['misc', 'howpublished'],
};

/** One BibTeX entry under the paper's own key. A title keeps its capitals; unknown authors are `and others`. */
export function bibtexEntry(paper: Paper): string {
  const [type, venueField] = TYPES[paper.type] ?? ['misc', null];
  const venue = paper.venue === 'arXiv preprint' ? '' : escapeLatex(paper.venue);
  const authors = paper.authors.map((name) => escapeLatex(name).replace(/\band\b/gi, '{$&}'));
  const fields: (readonly [string, string])[] = [
    ['title', `{${escapeLatex(paper.title)}}`],
    ['author', [...authors, ...(paper.othersOmitted ? ['others'] : [])].join(' and ')],
    ['year', paper.year === null ? '' : String(paper.year)],
    [venueField ?? 'note', venue],
    ['eprint', verbatim(paper.arxiv)],
    ['archivePrefix', paper.arxiv && 'arXiv'],
    ['doi', verbatim(paper.doi)],
    ['url', verbatim(paper.url)],
  ];
  const lines = fields.filter(([, value]) => value).map(([name, value]) => `  ${name} = {${value}},`);
  return [`@${type}{${paper.key},`, ...lines, '}'].join('\n');
}
