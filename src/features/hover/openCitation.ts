import { OPEN_TEX_CITATION, TEX_LANGUAGES } from '../citation/citationText.ts';

const OPEN_MARKDOWN_CITATION = /\[(?:[^[\]]*[^\w[\]])?@([^\s;,@[\]]*)$/;

/** Languages in which citation keys are completed. */
export const CITING_LANGUAGES: ReadonlySet<string> = new Set(['markdown', ...TEX_LANGUAGES]);

/**
 * What is typed of a key before the cursor: inside `\cite{`, or after an `@` in an open bracket.
 * @returns null where no key is expected
 */
export function typedKey(languageId: string, before: string): string | null {
  if (languageId === 'markdown') return OPEN_MARKDOWN_CITATION.exec(before)?.[1] ?? null;
  if (!TEX_LANGUAGES.has(languageId)) return null;
  const keys = OPEN_TEX_CITATION.exec(before)?.[1];
  return keys === undefined ? null : keys.slice(keys.lastIndexOf(',') + 1).trimStart();
}
