import { isProblem, splitFrontMatter } from '../../content/frontMatter.ts';
import { detectLanguage, type Language } from '../../core/language.ts';
import { readText } from '../indexing/readText.ts';
import type { ReadableText } from './readableDocument.ts';

/**
 * A note as its file says now, without its front matter.
 * @param name what the reader calls the file
 * @throws AtlasError `ATLAS-FILE` when the file is gone or unreadable
 */
export async function noteText(
  file: string,
  name: string,
): Promise<{ readonly language: Language; readonly text: ReadableText }> {
  const source = await readText(file);
  const front = splitFrontMatter(source, name);
  const markdown = isProblem(front) ? source : front.body;
  return {
    language: detectLanguage(markdown.slice(0, ENOUGH)),
    text: { markdown, offset: source.length - markdown.length },
  };
}

/** UTF-16 units that tell a language. */
const ENOUGH = 20_000;
