import { fold } from '../search/tokens.ts';
import type { AtlasTerms } from './terms.ts';

/** What of a BibTeX entry tells which paper it is. */
export interface BibEntry {
  readonly key: string;
  /** Where the key stands, both from 0. */
  readonly line: number;
  readonly character: number;
  readonly fields: Readonly<Record<string, string>>;
}

const ENTRY = /@[a-z]+\s*\{\s*([^\s,{}]+)\s*,/gi;
const LINE_BREAK = /\r\n?|\n/g;
const FIELD = /([a-z]+)\s*=\s*(?:\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}|"([^"]*)"|([\w.-]+))/gi;

/** The entries of a .bib file; what is no entry is passed over. */
export function parseBibliography(text: string): BibEntry[] {
  const starts = [...text.matchAll(ENTRY)];
  let line = 0;
  let lineStart = 0;
  const breaks = text.matchAll(LINE_BREAK);
  let lineBreak = breaks.next();
  return starts.map((match, index) => {
    const key = match[1]!;
    const at = match.index + match[0].lastIndexOf(key);
    for (; !lineBreak.done && lineBreak.value.index < at; lineBreak = breaks.next()) {
      line += 1;
      lineStart = lineBreak.value.index + lineBreak.value[0].length;
    }
    const body = text.slice(match.index + match[0].length, starts[index + 1]?.index ?? text.length);
    const fields: Record<string, string> = {};
    for (const [, name, braced, quoted, bare] of body.matchAll(FIELD))
      fields[name!.toLowerCase()] ??= (braced ?? quoted ?? bare ?? '').trim();
    return { key, line, character: at - lineStart, fields };
  });
}

const arxivIn = (text: string): string | null => /(?<!\d)(\d{4}\.\d{4,5})(?!\d)/.exec(text)?.[1] ?? null;

/** The arXiv id that an entry gives, in whichever field; null: none. */
export const arxivOf = ({ fields }: Pick<BibEntry, 'fields'>): string | null =>
  arxivIn([fields['eprint'], fields['url'], fields['journal'], fields['note']].join(' '));

const titleKey = (title: string): string => fold(title).replace(/[^\p{L}\p{N}]/gu, '');

/** Which paper of the atlas an identifier or a bibliographic entry means. */
export class PaperFinder {
  readonly #byArxiv = new Map<string, string>();
  readonly #byDoi = new Map<string, string>();
  readonly #byTitle = new Map<string, string>();
  readonly #ids: ReadonlySet<string>;
  readonly #keyed = new WeakMap<readonly BibEntry[], ReadonlyMap<string, BibEntry>>();

  constructor({ papers }: AtlasTerms) {
    this.#ids = new Set(Object.keys(papers));
    for (const [id, { arxiv, doi, title }] of Object.entries(papers)) {
      if (arxiv) this.#byArxiv.set(arxiv, id);
      if (doi) this.#byDoi.set(doi.toLowerCase(), id);
      this.#byTitle.set(titleKey(title), id);
    }
  }

  /** @returns `paper:KEY`, or null */
  byArxiv(arxiv: string): string | null {
    return this.#byArxiv.get(arxiv) ?? null;
  }

  byDoi(doi: string): string | null {
    const known = this.#byDoi.get(doi.toLowerCase());
    const arxiv = /^10\.48550\/arxiv\.(.+)$/i.exec(doi)?.[1];
    return known ?? (arxiv ? this.byArxiv(arxiv) : null);
  }

  byEntry({ fields }: Pick<BibEntry, 'fields'>): string | null {
    const arxiv = arxivOf({ fields });
    return (
      (arxiv && this.byArxiv(arxiv)) ||
      (fields['doi'] && this.byDoi(fields['doi'])) ||
      (this.#byTitle.get(titleKey(fields['title'] ?? '')) ?? null)
    );
  }

  /** A citation key: of an entry (the first one of that key), else of the atlas's own bibliography. */
  byKey(key: string, entries: readonly BibEntry[]): string | null {
    let keyed = this.#keyed.get(entries);
    if (!keyed) {
      keyed = new Map(entries.toReversed().map((entry) => [entry.key, entry]));
      this.#keyed.set(entries, keyed);
    }
    const entry = keyed.get(key);
    if (entry) return this.byEntry(entry);
    return this.#ids.has(`paper:${key}`) ? `paper:${key}` : null;
  }
}
