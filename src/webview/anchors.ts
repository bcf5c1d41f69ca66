import footnotes from 'markdown-it-footnote';
import type { MarkdownIt, Token } from 'markdown-it';

/** The address of a heading below its page, as Markdown previews make it: `## Two stages` is `#two-stages`. */
export const headingAnchor = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s+/g, '-');

const number = (token: Token): string => {
  const { id, subId } = token.meta as { readonly id: number; readonly subId?: number };
  return subId ? `${id + 1}-${subId}` : String(id + 1);
};

/** Headings and footnotes get `data-anchor`; the page goes there itself, as no address of it is ever followed. */
export function addAnchors(markdown: MarkdownIt): void {
  markdown.use(footnotes);
  const { rules } = markdown.renderer;
  rules.heading_open = (tokens, index, options, _env, renderer) => {
    tokens[index]!.attrSet('data-anchor', headingAnchor(tokens[index + 1]?.content ?? ''));
    return renderer.renderToken(tokens, index, options);
  };
  rules.footnote_ref = (tokens, index) => {
    const { id } = tokens[index]!.meta as { readonly id: number };
    const here = number(tokens[index]!);
    return `<sup class="footnote-ref"><a href="#" data-href="#fn${id + 1}" data-anchor="fnref${here}">${id + 1}</a></sup>`;
  };
  rules.footnote_block_open = () => '<hr><ol class="footnotes">';
  rules.footnote_block_close = () => '</ol>';
  rules.footnote_open = (tokens, index) => `<li data-anchor="fn${number(tokens[index]!)}">`;
  rules.footnote_anchor = (tokens, index) =>
    ` <a href="#" data-href="#fnref${number(tokens[index]!)}" class="back">↩\uFE0E</a>`;
}
