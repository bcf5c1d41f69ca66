import { LineCounter, parseDocument } from 'yaml';
import type { ContentProblem } from '../core/concept.ts';

export interface FrontMatter {
  readonly data: Readonly<Record<string, unknown>>;
  readonly body: string;
  /** UTF-16 offset of `body` in the file, and its line from 1. */
  readonly offset: number;
  readonly line: number;
  /** Line from 1 of a top-level key. */
  lineOf(key: string): number;
}

const FENCE = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/;

/** Front matter and body of a Markdown file; a problem with file and line when the YAML does not parse. */
export function splitFrontMatter(source: string, file: string): FrontMatter | ContentProblem {
  const fence = FENCE.exec(source);
  if (!fence) {
    const message = 'No front matter: the file must begin with a line `---`, YAML fields, and a line `---`.';
    return { file, line: 1, message };
  }
  const lines = new LineCounter();
  const document = parseDocument(fence[1]!, { lineCounter: lines, uniqueKeys: true });
  const [error] = document.errors;
  if (error) {
    const line = (error.linePos?.[0].line ?? 1) + 1;
    return { file, line, message: `Front matter does not parse: ${error.message.split('\n')[0]}` };
  }
  const data: unknown = document.toJS({ maxAliasCount: 0 });
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    return { file, line: 2, message: 'Front matter must be a list of fields (`name: value`).' };
  }
  const offset = fence[0].length;
  const keyLines = new Map<string, number>();
  for (const [index, text] of fence[1]!.split('\n').entries()) {
    const key = /^([\w-]+)\s*:/.exec(text)?.[1];
    if (key && !keyLines.has(key)) keyLines.set(key, index + 2);
  }
  return {
    data: data as Record<string, unknown>,
    body: source.slice(offset),
    offset,
    line: source.slice(0, offset).split('\n').length,
    lineOf: (key) => keyLines.get(key) ?? 1,
  };
}

export const isProblem = (value: object): value is ContentProblem => 'message' in value;
