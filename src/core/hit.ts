import type { Box } from './document.ts';
import type { Language } from './language.ts';

export type HitKind = 'concept' | 'paper' | 'passage' | 'figure';
export type Scope = 'all' | 'atlas' | 'library' | 'concepts' | 'papers' | 'passages' | 'figures';

export const SCOPES: readonly Scope[] = [
  'all',
  'atlas',
  'library',
  'concepts',
  'papers',
  'passages',
  'figures',
];

/** What a search returns: one thing a reader can open, with the reasons it is there. */
export interface Hit {
  readonly kind: HitKind;
  readonly id: string;
  /** In the question's language where there is one. */
  readonly title: string;
  readonly concepts: readonly string[];
  /** `paper:KEY` or null. */
  readonly paper: string | null;
  /** Path from the library's root, or `atlas:` and a path under kb/. */
  readonly document: string;
  readonly page: number | null;
  readonly box: Box | null;
  /** 0 to 1, calibrated: the share of such hits that are right. */
  readonly score: number;
  /** Short sentences in the question's language. */
  readonly why: readonly string[];
  readonly headingPath: readonly string[];
  /** A piece of the text that matched. */
  readonly snippet: string;
  /** UTF-16 ranges of `snippet` that hold words of the question. */
  readonly matches: readonly (readonly [number, number])[];
  /** UTF-16 offsets of the passage in the document's source; null for a hit on a whole document. */
  readonly span: readonly [number, number] | null;
  /** Language of the snippet. */
  readonly language: Language;
  readonly category: string | null;
  readonly year: number | null;
}

export interface SearchFilters {
  readonly categories?: readonly string[];
  /** Inclusive. */
  readonly years?: readonly [number, number];
}

export interface SearchAnswer {
  readonly query: string;
  readonly language: Language;
  /** True: nothing in the library is close enough to be an answer. `hits` then holds the nearest, if any. */
  readonly abstained: boolean;
  readonly hits: readonly Hit[];
  /** `keyword`: no vectors could be used; `notices` says why. */
  readonly mode: 'hybrid' | 'keyword';
  readonly notices: readonly string[];
}
