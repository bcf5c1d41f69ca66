import type { QuestionTerm } from './questionTerms.ts';

export interface CountedTerm extends QuestionTerm {
  /** Rows that hold the term. */
  readonly rows: number;
}

/**
 * Rows that one question may have scored: BM25 takes most of a question's time, a little under a microsecond a row.
 * Of a common word that stands alone the first so many rows are compared, and no others.
 */
export const ROW_BUDGET = 2500;

const quoted = ({ text, prefix }: QuestionTerm): string => `"${text}"${prefix ? ' *' : ''}`;
const any = (terms: readonly QuestionTerm[]): string => terms.map(quoted).join(' OR ');
const all = (terms: readonly QuestionTerm[]): string => terms.map(quoted).join(' AND ');

/**
 * Match expressions to be tried in turn until one gives enough rows; the last gives all there are. The rarest terms
 * joined by OR as far as the budget goes; common terms tell little and are left out then. When even the rarest is
 * common, rows that hold several of the terms come first.
 */
export function matchExpressions(terms: readonly CountedTerm[]): string[] {
  const [rarest, ...others] = terms.filter(({ rows }) => rows > 0).sort((a, b) => a.rows - b.rows);
  if (!rarest) return [];
  if (rarest.rows > ROW_BUDGET) {
    const together = [rarest, ...others.slice(0, 3)];
    return together.map((_, index) => all(together.slice(0, together.length - index)));
  }
  let scored = rarest.rows;
  const affordable = others.filter(({ rows }) => (scored += rows) <= ROW_BUDGET);
  return [any([rarest, ...affordable])];
}
