import { PaperFinder, type BibEntry } from '../../core/explain/bibliography.ts';
import type { AtlasTerms } from '../../core/explain/terms.ts';

/** A paper that may be cited. */
export interface CitationChoice {
  readonly key: string;
  /** First author and year. */
  readonly detail: string;
  readonly title: string;
  /** What typing is compared with. */
  readonly words: string;
  /** `paper:KEY` of one that no .bib file of the workspace has yet; null for an entry. */
  readonly paper: string | null;
}

const plain = (field: string | undefined): string =>
  (field ?? '')
    .replace(/\\[a-z]+\s*|[{}\\]/gi, '')
    .replace(/\s+/g, ' ')
    .trim();

/** `Radford, Alec and others` and `Alec Radford and Jong Wook Kim` are both `Radford et al.`. */
function firstAuthor(field: string | undefined): string {
  const [first = '', ...others] = (field ?? '').split(/\s+and\s+/);
  const group = /^\s*\{/.test(first);
  const name = plain(first);
  const family = group ? name : name.includes(',') ? name.split(',')[0]! : (name.split(' ').at(-1) ?? '');
  return others.length > 0 && family ? `${family} et al.` : family;
}

function ofEntry({ key, fields }: BibEntry): CitationChoice {
  const title = plain(fields['title']);
  const author = firstAuthor(fields['author'] ?? fields['editor']);
  const year = plain(fields['year']) || plain(fields['date']).slice(0, 4);
  const detail = [author, year].filter(Boolean).join(', ');
  return { key, detail, title, words: [key, author, title, year].join(' '), paper: null };
}

/** A key that none has taken: `clip`, else `clip-2`, `clip-3`… */
function freeKey(key: string, taken: ReadonlySet<string>): string {
  for (let count = 2, free = key; ; count += 1) {
    if (!taken.has(free)) return free;
    free = `${key}-${count}`;
  }
}

/** The workspace's entries, the first of each key, then the papers of the atlas that they lack. */
export function citationChoices(entries: readonly BibEntry[], terms: AtlasTerms | null): CitationChoice[] {
  const byKey = new Map(entries.toReversed().map((entry) => [entry.key, entry]));
  const own = [...byKey.values()].reverse().map(ofEntry);
  if (!terms) return own;
  const finder = new PaperFinder(terms);
  const there = new Set(entries.map((entry) => finder.byEntry(entry)));
  const taken = new Set(byKey.keys());
  const others = Object.entries(terms.papers).flatMap(([paper, { title, line }]) => {
    if (there.has(paper)) return [];
    const key = freeKey(paper.replace(/^paper:/, ''), taken);
    return [{ key, detail: line, title, words: [key, line.split(/,| et al/)[0], title].join(' '), paper }];
  });
  return [...own, ...others];
}
