import { escapeHtml } from '../core/escapeHtml.ts';
import type { AtlasFigure } from '../core/figure.ts';
import { HTML_LANGUAGES, type Language } from '../core/language.ts';

/**
 * A figure as SVG in one language, with title and description for screen readers. Several may stand in one page: ids
 * carry the figure's name.
 * @param style the drawings' shared style sheet, for a file that stands alone; a page brings its own
 */
export function figureSvg(figure: AtlasFigure, language: Language, style: string | null): string {
  const { id, titles, descriptions, words, width, height, drawing } = figure;
  const tip =
    `<defs><marker id="${id}-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" ` +
    `orient="auto-start-reverse"><path class="tip" d="M0 0 8 4 0 8z"/></marker></defs>`;
  const drawn = drawing
    .replace(/\{([\w-]+)\}/g, (_, key: string) => escapeHtml(words[key]?.[language] ?? key))
    .replace(/class="([^"]*\barrow\b[^"]*)"/g, `class="$1" marker-end="url(#${id}-tip)"`);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" class="atlas-figure" ` +
    `lang="${HTML_LANGUAGES[language]}" aria-labelledby="${id}-title ${id}-description">` +
    `<title id="${id}-title">${escapeHtml(titles[language])}</title>` +
    `<desc id="${id}-description">${escapeHtml(descriptions[language])}</desc>` +
    (style === null ? '' : `<style>${style}</style>`) +
    `${tip}${drawn}</svg>`
  );
}
