import katex, { type KatexOptions } from 'katex';
import markdownItKatex from '@vscode/markdown-it-katex';
import { drawingOf } from '../core/figure.ts';
import createMarkdownIt, { type MarkdownIt, type Token } from 'markdown-it';

/** Formulas come from files of any origin: no links or classes from TeX, and no endless expansion. */
const KATEX_LIMITS: KatexOptions = {
  trust: false,
  strict: 'ignore',
  throwOnError: false,
  maxExpand: 500,
  maxSize: 20,
  output: 'htmlAndMathml',
};

/** Blocks that can carry the mark of a cited passage on their own element. */
const MARKABLE = new Set(['paragraph_open', 'heading_open', 'fence', 'code_block', 'tr_open', 'math_block']);

export interface RenderOptions {
  /** UTF-16 offsets into the text; the blocks they touch get the class `cited`. */
  readonly span: readonly [number, number] | null;
  /** A leading `# heading` that says the same as the page's title is left out. */
  readonly title: string;
  /** Stands before the alternative text of a picture, since none is loaded. */
  readonly imageLabel: string;
}

function createMarkdown(): MarkdownIt {
  const limited = {
    ...katex,
    renderToString: (tex: string, options?: KatexOptions) =>
      katex.renderToString(tex, { ...options, ...KATEX_LIMITS }),
  };
  const markdown = createMarkdownIt({ html: false, linkify: false, typographer: false });
  markdown.use(markdownItKatex.default, { katex: limited, throwOnError: false });
  // A link carries its target as data: the page decides what may be done with it, the browser never follows it.
  markdown.renderer.rules.link_open = (tokens, index) => {
    const href = String(tokens[index]!.attrGet('href') ?? '');
    return `<a href="#" data-href="${markdown.utils.escapeHtml(href)}">`;
  };
  markdown.renderer.rules.image = (tokens, index, _options, env) => {
    const drawing = drawingOf(String(tokens[index]!.attrGet('src') ?? ''));
    if (drawing) return `<span class="drawing" data-href="figure:${drawing}"></span>`;
    const label = (env as { imageLabel?: string }).imageLabel ?? '';
    return `<span class="picture">${markdown.utils.escapeHtml(`${label} ${tokens[index]!.content}`.trim())}</span>`;
  };
  const renderMath = markdown.renderer.rules.math_block!;
  markdown.renderer.rules.math_block = (tokens, index, ...rest) => {
    const cited = tokens[index]!.attrGet('class') === 'cited' ? ' cited' : '';
    return `<div class="formula${cited}" tabindex="0">${renderMath(tokens, index, ...rest)}</div>`;
  };
  markdown.renderer.rules.table_open = () => '<div class="table" tabindex="0"><table>';
  markdown.renderer.rules.table_close = () => '</table></div>';
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

let shared: MarkdownIt | undefined;

/**
 * Markdown as HTML without raw HTML, pictures or followable links. Text from anywhere is allowed; what comes out
 * still goes through `sanitise` before it enters a page.
 */
export function renderMarkdown(text: string, options: RenderOptions): string {
  shared ??= createMarkdown();
  const env = { imageLabel: options.imageLabel };
  const tokens = shared.parse(text, env);
  if (options.span) markCited(tokens, text, options.span);
  return shared.renderer.render(withoutTitle(tokens, options.title), shared.options, env);
}
