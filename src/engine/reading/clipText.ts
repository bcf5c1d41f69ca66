/** UTF-16 units of a document that are shown at once. */
const MOST = 500_000;

export interface ClippedText {
  readonly markdown: string;
  readonly span: readonly [number, number] | null;
  /** Null: all of it is there. */
  readonly clipped: { readonly shown: number; readonly total: number } | null;
}

/**
 * The part of a long text that can be shown without holding up the page: its beginning, or what stands around `span`;
 * cut at ends of lines.
 */
export function clipText(
  markdown: string,
  span: readonly [number, number] | null,
  most: number = MOST,
): ClippedText {
  if (markdown.length <= most) return { markdown, span, clipped: null };
  const wanted = span && span[1] > (most * 3) / 4 ? Math.max(0, Math.floor(span[0] - most / 4)) : 0;
  const start = wanted === 0 ? 0 : markdown.lastIndexOf('\n', wanted) + 1;
  const lineEnd = markdown.lastIndexOf('\n', start + most);
  const end = lineEnd > start ? lineEnd : start + most;
  const text = markdown.slice(start, end);
  const isInside = span !== null && span[0] >= start && span[1] <= end;
  return {
    markdown: text,
    span: isInside ? [span[0] - start, span[1] - start] : null,
    clipped: { shown: text.length, total: markdown.length },
  };
}
