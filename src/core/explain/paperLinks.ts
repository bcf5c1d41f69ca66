import { identifiersIn } from './identifiers.ts';
import { LONGEST_LINE } from './surroundings.ts';

/** Where a line names a paper's page. UTF-16 offsets. */
export interface PaperLink {
  readonly start: number;
  readonly end: number;
  readonly url: string;
}

/** Inside an address that an editor makes a link of by itself. */
const IN_ADDRESS = /\b[a-z][\w+.-]*:\/\/\S*$/i;
/** In the text of a Markdown link, which leads somewhere already. */
const IN_LINK = /^[^[\]]*\]\(/;
const DOI_PREFIX = /\bdoi\s*:\s*$/i;
const JSON_LANGUAGES = new Set(['json', 'jsonc', 'jsonl']);

const isInString = (before: string): boolean =>
  (before.replace(/\\./g, '').match(/"/g)?.length ?? 0) % 2 === 1;

/**
 * arXiv ids and DOIs of a line as links: `arXiv:2103.00020`, `doi:10.…`, and a bare id where it is known, as other
 * numbers look alike. What stands in an address or another link, or is a number of JSON data, is none.
 */
export function paperLinksIn(
  line: string,
  languageId: string,
  isKnown: (arxiv: string) => boolean,
): PaperLink[] {
  return identifiersIn(line.slice(0, LONGEST_LINE), languageId).flatMap(({ kind, value, start, end }) => {
    const before = line.slice(0, start);
    if (kind === 'key' || IN_ADDRESS.test(before) || IN_LINK.test(line.slice(end))) return [];
    if (JSON_LANGUAGES.has(languageId) && !isInString(before)) return [];
    if (kind === 'doi') {
      const prefix = DOI_PREFIX.exec(before);
      return prefix ? [{ start: prefix.index, end, url: `https://doi.org/${encodeURI(value)}` }] : [];
    }
    const text = line.slice(start, end);
    if (!/^arxiv/i.test(text) && !isKnown(value)) return [];
    const version = /v\d+$/.exec(text)?.[0] ?? '';
    return [{ start, end, url: `https://arxiv.org/abs/${value}${version}` }];
  });
}

/** May a text hold such a link? Quick, for texts of many lines. */
export const mayHaveLinks = (text: string): boolean => /\d{4}\.\d{4}|doi\s*:/i.test(text);
