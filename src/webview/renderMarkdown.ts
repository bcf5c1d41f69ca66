import markdownItKatex from '@vscode/markdown-it-katex';
import createMarkdownIt, { type MarkdownIt, type Token } from 'markdown-it';
import { escapeHtml } from '../core/escapeHtml.ts';
import { drawingOf } from '../core/figure.ts';
import { addAnchors } from './anchors.ts';
import { Formulas } from './formulas.ts';
import { highlightCode } from './highlightCode.ts';

/** Blocks that can carry the mark of a cited passage on their own element. */
const MARKABLE = new Set(['paragraph_open', 'heading_open', 'fence', 'code_block', 'tr_open', 'math_block']);

export interface RenderOptions {
  /** UTF-16 offsets into the text; the blocks they touch get the class `cited`. */
  readonly span: readonly [number, number] | null;
  /** A leading `# heading` that says the same as the page's title is left out. */
  readonly title: string;
  /** Stands before the alternative text of a picture that is not loaded. */
  readonly imageLabel: string;
  /** Where a picture with this address may be loaded from; null: nowhere. */
  readonly picture: (address: string) => string | null;
}

const formulas = new Formulas();

function createMarkdown(): MarkdownIt {
  const markdown = createMarkdownIt({
    html: false,
    linkify: false,
    typographer: false,
    highlight: highlightCode,
  });
  markdown.use(markdownItKatex.default, { katex: formulas.katex, throwOnError: false });
  addAnchors(markdown);
  const { rules } = markdown.renderer;
  // A link carries its target as data: the page decides what may be done with it, the browser never follows it.
  rules.link_open = (tokens, index) => {
    const href = String(tokens[index]!.attrGet('href') ?? '');
    return `<a href="#" data-href="${escapeHtml(href)}">`;
  };
  rules.image = (tokens, index, _options, env: unknown) => {
    const { content } = tokens[index]!;
    const address = String(tokens[index]!.attrGet('src') ?? '');
    const drawing = drawingOf(address);
    if (drawing) return `<span class="drawing" data-href="figure:${drawing}"></span>`;
    const { picture, imageLabel } = env as RenderOptions;
    const source = picture(address);
    return source
      ? `<img src="${escapeHtml(source)}" alt="${escapeHtml(content)}">`
      : `<span class="picture">${escapeHtml(`${imageLabel} ${content}`.trim())}</span>`;
  };
  const renderMath = rules.math_block!;
  rules.math_block = (tokens, index, ...rest) => {
    const cited = tokens[index]!.attrGet('class') === 'cited' ? ' cited' : '';
    return `<div class="formula${cited}" tabindex="0">${renderMath(tokens, index, ...rest)}</div>`;
  };
  rules.table_open = () => '<div class="table" tabindex="0"><table>';
  rules.table_close = () => '</table></div>';
  return markdown;
}

/** Line from 0, counted as markdown-it counts. */
const lineOf = (text: string, offset: number): number => text.slice(0, offset).split(/\r\n?|\n/).length - 1;

function markCited(tokens: Token[], text: string, [start, end]: readonly [number, number]): void {
  if (end <= start) return;
  const first = lineOf(text, start);
  const last = lineOf(text, end - 1);
  let item: Token | undefined;
  for (const token of tokens) {
    if (token.type === 'list_item_open') item = token;
    if (!token.map || !MARKABLE.has(token.type)) continue;
    const [from, to] = token.map;
    if (to <= first || from > last) continue;
    (token.hidden && item ? item : token).attrSet('class', 'cited');
  }
}

function withoutTitle(tokens: Token[], title: string): Token[] {
  const [open, inline] = tokens;
  const repeats =
    open?.type === 'heading_open' && open.tag === 'h1' && inline?.content.trim() === title.trim();
  return repeats ? tokens.slice(3) : tokens;
}

/** Marks beyond these over one letter take a browser minutes, and nobody could read them. */
const EXCESSIVE_MARKS = /(\p{M}{20})\p{M}+/gu;

let shared: MarkdownIt | undefined;

/**
 * Markdown as HTML without raw HTML or followable links. Text from anywhere is allowed; what comes out still goes
 * through `sanitise` before it enters a page.
 */
export function renderMarkdown(text: string, options: RenderOptions): string {
  shared ??= createMarkdown();
  formulas.restart();
  const env = { ...options };
  const tokens = shared.parse(text.replace(EXCESSIVE_MARKS, '$1'), env);
  if (options.span) markCited(tokens, text, options.span);
  return shared.renderer.render(withoutTitle(tokens, options.title), shared.options, env);
}
