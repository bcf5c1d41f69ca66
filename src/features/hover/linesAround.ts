import type * as vscode from 'vscode';
import type { Lines } from '../../core/explain/explainer.ts';

/** Lines of neighbouring cells on each side; a term's company is looked for in fewer. */
const NEIGHBOURING_LINES = 20;

/** A document by lines, and by how many its own are shifted. */
export interface PlacedLines {
  readonly lines: Lines;
  readonly shift: number;
}

/** What is needed of a notebook's cell's text, or of any other document. */
export type TextByLines = Pick<vscode.TextDocument, 'lineCount' | 'lineAt'>;

const linesOf = (document: TextByLines): Lines => ({
  count: document.lineCount,
  line: (number) => document.lineAt(number).text,
});

/**
 * A document as lines; the cell of a notebook together with the lines of its neighbours, so that a word finds company
 * in the cell above.
 * @param cells documents of the notebook's cells, in order, `document` among them; empty for what is no cell
 */
export function linesAround<D extends TextByLines>(document: D, cells: readonly D[]): PlacedLines {
  const own = cells.indexOf(document);
  if (own < 0) return { lines: linesOf(document), shift: 0 };
  let [first, last] = [own, own];
  let shift = 0;
  while (first > 0 && shift < NEIGHBOURING_LINES) shift += cells[--first]!.lineCount;
  for (let after = 0; last < cells.length - 1 && after < NEIGHBOURING_LINES;)
    after += cells[++last]!.lineCount;
  const near = cells.slice(first, last + 1);
  const count = near.reduce((sum, { lineCount }) => sum + lineCount, 0);
  const line = (number: number): string => {
    let rest = number;
    for (const each of near) {
      if (rest < each.lineCount) return rest < 0 ? '' : each.lineAt(rest).text;
      rest -= each.lineCount;
    }
    return '';
  };
  return { lines: { count, line }, shift };
}
