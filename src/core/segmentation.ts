import type { Language } from './language.ts';

/** UTF-16 offsets, end exclusive. */
export type Span = readonly [number, number];

const CLOSERS = '[”’"\'）)】」』\\]]*';
const CHINESE_END = new RegExp(`[。！？；]+${CLOSERS}`, 'y');
const LATIN_END = new RegExp(`[.!?]+${CLOSERS}(?=\\s|$)`, 'y');
const LINE_END = /\n(?=\s*(?:[-*+]|\d+[.)])\s)|\n\s*\n/y;
/** A full stop that ends no sentence: after an abbreviation, an initial, or the number of a list item. */
const NO_END =
  /(?:\b(?:e\.g|i\.e|et al|cf|vs|etc|Figs?|Eqs?|Sec|Tab|No|resp|approx|Dr|Prof|St)|\b[A-Z]|(?:^|\n)\s*\d{1,3})\.$/;

/** End of the sentence mark that starts at `at`, or `at` when none does. */
function sentenceEndAt(text: string, at: number): number {
  for (const pattern of [CHINESE_END, LATIN_END, LINE_END]) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (!found) continue;
    if (pattern === LATIN_END && NO_END.test(text.slice(Math.max(0, at - 8), at + 1))) continue;
    return at + found[0].length;
  }
  return at;
}

/**
 * Sentences of Chinese, English or mixed text. The spans are in order, touch each other and cover the text;
 * white space belongs to the sentence before it. List items and paragraphs end a sentence too.
 */
export function splitSentences(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  let at = 0;
  while (at < text.length) {
    const end = sentenceEndAt(text, at);
    if (end === at) {
      at += 1;
      continue;
    }
    at = end;
    while (at < text.length && /\s/.test(text[at]!)) at += 1;
    spans.push([start, at]);
    start = at;
  }
  if (start < text.length) spans.push([start, text.length]);
  return spans;
}

const PIECES = /\p{Script=Han}|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu;

/** About how many tokens a multilingual subword model makes of a text: good to a fifth on prose. */
export function estimateTokens(text: string): number {
  let tokens = 0;
  for (const [piece] of text.matchAll(PIECES))
    tokens += /^\p{Script=Han}/u.test(piece) ? 0.75 : Math.ceil(piece.length / 5);
  return Math.ceil(tokens);
}

/** Cuts a span that is too long by itself, at white space where there is some. */
function cutLong(text: string, [start, end]: Span, maxTokens: number): Span[] {
  const pieces: Span[] = [];
  let from = start;
  while (estimateTokens(text.slice(from, end)) > maxTokens) {
    let low = from + 1;
    let high = end;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (estimateTokens(text.slice(from, middle)) <= maxTokens) low = middle;
      else high = middle - 1;
    }
    const space = text.slice(from, low).search(/\s\S*$/);
    let cut = space > 0 ? from + space + 1 : low;
    if (/[\uDC00-\uDFFF]/.test(text[cut] ?? '') && cut - 1 > from) cut -= 1;
    pieces.push([from, cut]);
    from = cut;
  }
  if (from < end) pieces.push([from, end]);
  return pieces;
}

/**
 * Packs sentences into stretches of at most `maxTokens` estimated tokens. A last stretch shorter than a quarter of
 * that joins the one before when both fit into one and a quarter. The spans touch each other and cover the text.
 */
export function packSentences(text: string, maxTokens: number): Span[] {
  const packed: { start: number; end: number; tokens: number }[] = [];
  for (const sentence of splitSentences(text)) {
    for (const [start, end] of cutLong(text, sentence, maxTokens)) {
      const tokens = estimateTokens(text.slice(start, end));
      const last = packed.at(-1);
      if (last && last.tokens + tokens <= maxTokens) {
        last.end = end;
        last.tokens += tokens;
      } else packed.push({ start, end, tokens });
    }
  }
  const [before, last] = packed.slice(-2);
  if (before && last && last.tokens * 4 < maxTokens && before.tokens + last.tokens <= maxTokens * 1.25) {
    before.end = last.end;
    packed.pop();
  }
  return packed.map(({ start, end }) => [start, end]);
}

/** Runs of two or more line breaks and other white space as one blank. */
export const collapse = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The punctuation between a title and a text in each language. */
export const joiner = (language: Language): string => (language === 'zh' ? '：' : ': ');

/** Whole sentences one after the other. */
export const joinSentences = (sentences: readonly string[], language: Language): string =>
  sentences.join(language === 'zh' ? '' : ' ');
