import { AtlasError } from '../errors.ts';

/** Longer questions are cut here, at about what the model reads anyway. */
export const QUESTION_LIMIT = 1500;

const SEARCHABLE = /[\p{L}\p{N}]/u;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}]+/gu;

/**
 * A question in the form that everything after works with: compatibility forms folded, control and invisible
 * characters and lone surrogates gone, white space single, at most `QUESTION_LIMIT` UTF-16 units.
 * @throws AtlasError `ATLAS-QUERY-EMPTY` when no letter or digit is left (empty, only emoji or punctuation)
 */
export function normalizeQuestion(raw: string): string {
  const text = raw
    .slice(0, QUESTION_LIMIT * 4)
    .normalize('NFKC')
    .replace(INVISIBLE, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, QUESTION_LIMIT)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd();
  if (SEARCHABLE.test(text)) return text;
  const shown = raw.trim() ? 'holds no letter or digit' : 'is empty';
  throw new AtlasError(
    'ATLAS-QUERY-EMPTY',
    `The question ${shown}. Type a word, a name or a sentence.`,
    'query',
  );
}
