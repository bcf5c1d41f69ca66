import type { Language, Localized } from '../language.ts';

/** What a hover shows of a concept. */
export interface AtlasTerm {
  readonly names: Localized;
  readonly aliases: Readonly<Record<Language, readonly string[]>>;
  /** Symbols and model ids, compared exactly. */
  readonly code: readonly string[];
  readonly summary: Localized;
  readonly category: string;
  readonly year: number | null;
  /** `paper:KEY` of the defining paper. */
  readonly paper: string | null;
  /** Name of the drawing that is mainly about it. */
  readonly figure: string | null;
}

/** What a hover shows of a paper, and what it is known by. */
export interface AtlasTermPaper {
  readonly title: string;
  /** First author, year, venue, arXiv id. */
  readonly line: string;
  readonly arxiv: string;
  readonly doi: string;
  /** Concepts that it introduces. */
  readonly concepts: readonly string[];
}

/** `dist/atlas/terms.json`: read by the extension host, which needs no engine for a hover. */
export interface AtlasTerms {
  readonly version: 2;
  readonly concepts: Readonly<Record<string, AtlasTerm>>;
  /** By `paper:KEY`. */
  readonly papers: Readonly<Record<string, AtlasTermPaper>>;
}

/** @throws Error for a text that is no such file, or of another version */
export function parseTerms(json: string): AtlasTerms {
  const terms = JSON.parse(json) as Partial<AtlasTerms>;
  if (terms.version !== 2 || !terms.concepts || !terms.papers)
    throw new Error(`it has version ${String(terms.version)}, this one reads 2; build the atlas again`);
  return terms as AtlasTerms;
}
