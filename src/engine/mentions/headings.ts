import type { LibraryText } from './libraryText.ts';

const LONGEST = 200;
const MARKDOWN = /^ {0,3}#{1,6}\s+(.+?)\s*#*\s*$/;
const FENCE = /^ {0,3}(?:```|~~~)/;
const TEX = /\\(?:part|chapter|(?:sub){0,2}section|paragraph)\*?(?:\[[^\]]*\])?\{([^{}]+)\}/;

/** What heading the lines of a text stand under; null: none above. A heading stands under itself. */
export function headingsOf({ lines, sections }: LibraryText): (line: number) => string | null {
  const headings: { readonly line: number; readonly heading: string }[] = [];
  for (const { languageId, from, to } of sections) {
    if (languageId !== 'markdown' && languageId !== 'latex') continue;
    let inFence = false;
    for (let line = from; line < to; line += 1) {
      const text = lines.line(line);
      if (languageId === 'markdown' && FENCE.test(text)) inFence = !inFence;
      const found = inFence ? null : (languageId === 'markdown' ? MARKDOWN : TEX).exec(text)?.[1];
      if (found) headings.push({ line, heading: found.slice(0, LONGEST) });
    }
  }
  return (line) => headings.findLast((each) => each.line <= line)?.heading ?? null;
}
