import { figureSvg } from '../../content/figureSvg.ts';
import type { KnowledgeBase } from '../../content/knowledgeBase.ts';
import { drawingOf, type AtlasFigure } from '../../core/figure.ts';
import type { Language } from '../../core/language.ts';
import type { ShownFigure } from '../../protocol/requests.ts';

/** Drawings below a card that its text does not name. */
const MOST_BELOW = 3;

const shownFigure = (figure: AtlasFigure, language: Language): ShownFigure => ({
  id: `figure:${figure.id}`,
  title: figure.titles[language],
  caption: figure.captions[language],
  svg: figureSvg(figure, language, null),
});

/** The figures that a text names by their address. */
function namedIn(markdown: string, base: KnowledgeBase): AtlasFigure[] {
  const names = new Set([...markdown.matchAll(/\]\(([^)\s]+)\)/g)].map(([, address]) => drawingOf(address!)));
  return base.figures.filter(({ id }) => names.has(id));
}

/**
 * The drawings of a page: those its text names, and of a concept those that show it, what is mainly about it first.
 * @param concept id of the concept that the page is about
 */
export function shownFigures(
  markdown: string,
  concept: string | null,
  base: KnowledgeBase,
  language: Language,
): ShownFigure[] {
  const named = namedIn(markdown, base);
  const about = base.figures.filter(
    (figure) => concept !== null && figure.concepts.includes(concept) && !named.includes(figure),
  );
  about.sort((a, b) => a.concepts.indexOf(concept!) - b.concepts.indexOf(concept!));
  return [...named, ...about.slice(0, MOST_BELOW)].map((figure) => shownFigure(figure, language));
}
