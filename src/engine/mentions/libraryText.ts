import type { Lines } from '../../core/explain/explainer.ts';
import { textLines } from '../../core/explain/textLines.ts';
import { AtlasError } from '../../core/errors.ts';
import { isRecord } from '../../core/isRecord.ts';

/** Lines of a text in one language. */
export interface Section {
  readonly languageId: string;
  /** Lines from `from` up to `to`, of the whole. */
  readonly from: number;
  readonly to: number;
  /** Of a notebook, from 0. */
  readonly cell: number | null;
}

/** A file of the library as lines; a notebook as those of its cells, one cell after the other. */
export interface LibraryText {
  readonly lines: Lines;
  readonly sections: readonly Section[];
}

const sourceOf = (cell: Readonly<Record<string, unknown>>): string => {
  const source = cell['source'] ?? cell['input'];
  if (typeof source === 'string') return source;
  return Array.isArray(source) ? source.filter((part) => typeof part === 'string').join('') : '';
};

/** Cells of a notebook of format 4, or of format 3 with its one worksheet. */
function cellsOf(notebook: Readonly<Record<string, unknown>>): unknown[] {
  const { cells, worksheets } = notebook;
  if (Array.isArray(cells)) return cells;
  const [sheet] = (Array.isArray(worksheets) ? worksheets : []) as unknown[];
  return isRecord(sheet) && Array.isArray(sheet['cells']) ? sheet['cells'] : [];
}

function codeLanguage({ metadata }: Readonly<Record<string, unknown>>): string {
  const { language_info: info, kernelspec: kernel } = isRecord(metadata) ? metadata : {};
  const named = isRecord(info) ? info['name'] : isRecord(kernel) ? kernel['language'] : undefined;
  return typeof named === 'string' ? named : 'python';
}

/** @throws AtlasError `ATLAS-FORMAT` for a text that is no notebook */
function notebookText(source: string, file: string): LibraryText {
  let notebook: unknown;
  try {
    notebook = JSON.parse(source);
  } catch (error) {
    const message = `It is no notebook: ${(error as Error).message}`;
    throw new AtlasError('ATLAS-FORMAT', message, file, error);
  }
  if (!isRecord(notebook)) throw new AtlasError('ATLAS-FORMAT', 'It is no notebook.', file);
  const code = codeLanguage(notebook);
  const sections: Section[] = [];
  const all: string[] = [];
  for (const [cell, value] of cellsOf(notebook).entries()) {
    if (!isRecord(value)) continue;
    const kind = value['cell_type'];
    const languageId = kind === 'markdown' ? 'markdown' : kind === 'code' ? code : 'plaintext';
    const { count, line } = textLines(sourceOf(value));
    const from = all.length;
    for (let at = 0; at < count; at += 1) all.push(line(at));
    sections.push({ languageId, from, to: all.length, cell });
  }
  return { lines: { count: all.length, line: (number) => all[number] ?? '' }, sections };
}

/**
 * @param languageId `notebook` for a Jupyter notebook
 * @throws AtlasError `ATLAS-FORMAT`
 */
export function libraryText(source: string, languageId: string, file: string): LibraryText {
  if (languageId === 'notebook') return notebookText(source, file);
  const lines = textLines(source);
  return { lines, sections: [{ languageId, from: 0, to: lines.count, cell: null }] };
}
