import type { CardSection } from '../../core/concept.ts';
import type { ReadableText } from './readableDocument.ts';

const DISPLAY_FORMULA = /\$\$[\s\S]+?\$\$/g;

/**
 * A section that has no display formula of its own, with those of the card's other section after its summary: a card
 * writes a formula once, and both languages refer to it as standing above.
 */
export function withFormulas(section: CardSection, other: CardSection): ReadableText {
  const formulas = other.markdown.match(DISPLAY_FORMULA) ?? [];
  if (formulas.length === 0 || section.markdown.includes('$$')) return section;
  const paragraphEnd = section.markdown.search(/\n\s*\n/);
  const at = paragraphEnd < 0 ? section.markdown.length : paragraphEnd;
  const block = `\n\n${formulas.join('\n\n')}`;
  return {
    markdown: section.markdown.slice(0, at) + block + section.markdown.slice(at),
    offset: section.offset,
    inserted: { at, length: block.length },
  };
}
