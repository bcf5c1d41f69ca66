import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ContentProblem } from '../../src/core/concept.ts';
import { lineAt } from '../../src/core/lineAt.ts';
import { blank, withoutCodeAndFormulas } from './blank.ts';
import { shingleHash, shingles, unpackShingles } from './shingles.ts';

const NOTE = join(import.meta.dirname, '../../kb/evaluation/note-shingles.bin');

/** The text with titles, links' addresses, code and formulas blanked out, offset by offset. */
export function ownWords(source: string, titles: readonly string[]): string {
  let text = withoutCodeAndFormulas(source)
    .replace(/\]\([^)\s]*\)|https?:\/\/\S+/g, blank);
  for (const title of titles) text = text.replaceAll(title, blank);
  return text;
}

/** Runs of words that stand in the survey note too: what is written here is written anew. */
export function copyProblems(
  texts: readonly { readonly path: string; readonly source: string }[],
  titles: readonly string[],
): ContentProblem[] {
  const note = unpackShingles(readFileSync(NOTE));
  return texts.flatMap(({ path, source }) => {
    const copied = shingles(ownWords(source, titles)).find(({ words }) => note.has(shingleHash(words)));
    if (!copied) return [];
    const line = lineAt(source, copied.at);
    const message = `“${copied.words}” stands in the survey note too: say it in other words.`;
    return [{ file: path, line, message }];
  });
}
