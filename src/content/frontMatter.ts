import { LineCounter, parseDocument } from 'yaml';
import type { ContentProblem } from '../core/concept.ts';
import { lineAt } from '../core/lineAt.ts';

/** Named fields of a YAML text. */
export interface Fields {
  readonly data: Readonly<Record<string, unknown>>;
  /** Line from 1 of a top-level key. */
  lineOf(key: string): number;
}

export interface FrontMatter extends Fields {
  readonly body: string;
  /** UTF-16 offset of `body` in the file, and its line from 1. */
  readonly offset: number;
  readonly line: number;
}

const FENCE = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/;

/** Front matter and body of a Markdown file; a problem with file and line when the YAML does not parse. */
export function splitFrontMatter(source: string, file: string): FrontMatter | ContentProblem {
  const fence = FENCE.exec(source);
  if (!fence) {
    const message = 'No front matter: the file must begin with a line `---`, YAML fields, and a line `---`.';
    return { file, line: 1, message };
  }
  const fields = parseFields(fence[1]!, file, 2);
  if (isProblem(fields)) return { ...fields, message: `Front matter: ${fields.message}` };
  const offset = fence[0].length;
  return {
    ...fields,
    body: source.slice(offset),
    offset,
    line: lineAt(source, offset),
  };
}

/**
 * Fields of a YAML text; a problem with file and line when it does not parse.
 * @param firstLine the text's first line in the file
 */
export function parseFields(yaml: string, file: string, firstLine = 1): Fields | ContentProblem {
  const document = parseDocument(yaml, { lineCounter: new LineCounter(), uniqueKeys: true });
  const [error] = document.errors;
  if (error) {
    const line = (error.linePos?.[0].line ?? 1) + firstLine - 1;
    return { file, line, message: `YAML does not parse: ${error.message.split('\n')[0]}` };
  }
  const data: unknown = document.toJS({ maxAliasCount: 0 });
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    return { file, line: firstLine, message: 'There must be a list of fields (`name: value`).' };
  }
  const keyLines = new Map<string, number>();
  for (const [index, text] of yaml.split('\n').entries()) {
    const key = /^([\w-]+)\s*:/.exec(text)?.[1];
    if (key && !keyLines.has(key)) keyLines.set(key, index + firstLine);
  }
  return { data: data as Record<string, unknown>, lineOf: (key) => keyLines.get(key) ?? 1 };
}

export const isProblem = (value: object): value is ContentProblem => 'message' in value;
