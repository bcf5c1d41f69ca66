import { createHash } from 'node:crypto';
import type { IngestedDocument } from '../../../src/core/document.ts';
import type { Language } from '../../../src/core/language.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A reader's note with these texts as its passages, as the ingester would give it. */
export function syntheticNote(
  path: string,
  texts: readonly { readonly text: string; readonly language: Language }[],
): IngestedDocument {
  let end = 0;
  return {
    id: `document:${sha256(path).slice(0, 16)}`,
    path,
    kind: 'note',
    contentHash: sha256(texts.map(({ text }) => text).join('\n')),
    titles: { en: path, zh: path },
    names: [],
    category: null,
    year: null,
    paper: null,
    concepts: [],
    passages: texts.map(({ text, language }) => {
      const start = end;
      end += text.length;
      return {
        role: 'text',
        language,
        headingPath: [],
        page: null,
        start,
        end,
        text,
        embeddedText: text,
        hash: sha256(text),
        concepts: [],
        figure: null,
      };
    }),
    figures: [],
  };
}
