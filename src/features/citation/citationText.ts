/** Language ids of LaTeX and what is written with it. */
export const TEX_LANGUAGES: ReadonlySet<string> = new Set([
  'latex',
  'tex',
  'latex-expl3',
  'doctex',
  'rsweave',
  'jlweave',
]);

/** A citation command that is not closed yet, with its keys. */
export const OPEN_TEX_CITATION = /\\[A-Za-z]*cite[A-Za-z]*\*?(?:\[[^\]]*\])*\{([^{}]*)$/;

/**
 * A citation as the language of a document writes it. `before` is the line up to the cursor: inside a citation that
 * is already there the key alone is added to it.
 */
export function citationText(languageId: string, key: string, before: string): string {
  if (TEX_LANGUAGES.has(languageId)) {
    const open = OPEN_TEX_CITATION.exec(before);
    if (!open) return `\\cite{${key}}`;
    return /[^\s,]\s*$/.test(open[1]!) ? `,${key}` : key;
  }
  const open = /\[[^[\]]*@[^[\]]*$/.exec(before);
  if (!open) return `[@${key}]`;
  return /;\s*$/.test(before) ? `@${key}` : `; @${key}`;
}
