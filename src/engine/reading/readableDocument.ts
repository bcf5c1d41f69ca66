import type { Localized, Language } from '../../core/language.ts';
import type { PassageRecord } from '../../core/store.ts';
import type { ReadAnswer } from '../../protocol/requests.ts';

/** One language of a document as Markdown, and where that text begins in the document's source. */
export interface ReadableText {
  readonly markdown: string;
  /** UTF-16; null when the text is composed and stands in no source. */
  readonly offset: number | null;
  /** What was put into the source's text: where in it, and how many UTF-16 units. */
  readonly inserted?: { readonly at: number; readonly length: number };
  /** Set where each language is a document of its own. */
  readonly edition?: Pick<ReadAnswer, 'id' | 'document' | 'file'>;
}

/** A document found for reading, before a language is chosen. */
export interface ReadableDocument extends Pick<
  ReadAnswer,
  'id' | 'kind' | 'document' | 'file' | 'category' | 'year' | 'papers' | 'relations'
> {
  readonly titles: Localized;
  /** The language it is in unless another one is asked for; null where none comes first. */
  readonly language: Language | null;
  readonly texts: Readonly<Partial<Record<Language, ReadableText>>>;
}

/**
 * Where a passage stands in the Markdown shown: at its offsets when the text is there still, else where the same text
 * is found (the file has changed since it was indexed); null when it is nowhere.
 */
export function spanIn(text: ReadableText, passage: PassageRecord): readonly [number, number] | null {
  if (text.offset === null || passage.end <= passage.start) return null;
  const { at, length } = text.inserted ?? { at: Infinity, length: 0 };
  const start = passage.start - text.offset + (passage.start - text.offset >= at ? length : 0);
  const end = passage.end - text.offset + (passage.end - text.offset > at ? length : 0);
  const inside = start >= 0 && end <= text.markdown.length;
  const parted = start < at && end > at;
  if (passage.role !== 'text' || parted) return inside ? [start, end] : null;
  if (inside && text.markdown.slice(start, end) === passage.text) return [start, end];
  const found = text.markdown.indexOf(passage.text);
  return found < 0 ? null : [found, found + passage.text.length];
}
