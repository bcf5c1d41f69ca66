import MarkdownIt from 'markdown-it';
import { plainText } from '../core/plainText.ts';

/** A top-level block of a Markdown text; offsets are UTF-16 positions in that text. */
export interface MarkdownBlock {
  readonly headingPath: readonly string[];
  readonly start: number;
  readonly end: number;
}

export interface MarkdownImage {
  readonly alt: string;
  readonly source: string;
  readonly headingPath: readonly string[];
  readonly start: number;
  readonly end: number;
}

export interface MarkdownOutline {
  /** The first level-1 heading. */
  readonly title: string | null;
  readonly headings: readonly { readonly level: number; readonly text: string; readonly line: number }[];
  /** Everything but headings, in order. */
  readonly blocks: readonly MarkdownBlock[];
  readonly images: readonly MarkdownImage[];
}

const parser = new MarkdownIt({ html: false, linkify: false, typographer: false, maxNesting: 40 });

/**
 * Headings, blocks and images of a Markdown text. The level-1 title is not part of heading paths. Never throws:
 * any text is Markdown.
 */
export function outlineMarkdown(text: string): MarkdownOutline {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  const offsetOf = (line: number): number => lineStarts[line] ?? text.length;
  const blocks: MarkdownBlock[] = [];
  const images: MarkdownImage[] = [];
  const headings: { level: number; text: string; line: number }[] = [];
  const path: { level: number; text: string }[] = [];
  let title: string | null = null;
  const tokens = parser.parse(text, {});
  for (const [index, token] of tokens.entries()) {
    const headingPath = path.map((heading) => heading.text);
    if (token.type === 'heading_open' && token.level === 0) {
      const level = Number(token.tag.slice(1));
      const words = plainText(tokens[index + 1]?.content ?? '');
      headings.push({ level, text: words, line: (token.map?.[0] ?? 0) + 1 });
      while (path.length > 0 && path.at(-1)!.level >= level) path.pop();
      if (level === 1 && title === null) title = words;
      else path.push({ level, text: words });
    } else if (token.type === 'inline') {
      const [first, last] = token.map ?? [0, 0];
      for (const child of token.children ?? []) {
        if (child.type !== 'image') continue;
        const place = { headingPath, start: offsetOf(first), end: offsetOf(last) };
        images.push({ alt: plainText(child.content), source: String(child.attrGet('src') ?? ''), ...place });
      }
    } else if (token.level === 0 && token.map && token.nesting >= 0 && token.type !== 'heading_open') {
      blocks.push({ headingPath, start: offsetOf(token.map[0]), end: offsetOf(token.map[1]) });
    }
  }
  return { title, headings, blocks, images };
}
