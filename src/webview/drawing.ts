import type { FromReader } from '../protocol/readerMessages.ts';
import type { ShownFigure } from '../protocol/requests.ts';
import { cleanAttributes, cleanContent, SVG } from './allowList.ts';
import { actionLink, element } from './elements.ts';

const ELEMENTS = new Map([
  [
    SVG,
    new Set(
      'svg title desc defs marker g rect circle ellipse line path polyline polygon text tspan'.split(' '),
    ),
  ],
]);
const ATTRIBUTES = new Set(
  (
    'class id role lang aria-labelledby viewBox x y width height rx ry cx cy r x1 y1 x2 y2 d points transform dx dy ' +
    'refX refY markerWidth markerHeight orient marker-end'
  ).split(' '),
);
const OWN_MARKER = /^url\(#[a-z0-9-]+\)$/;

const allows = (_element: Element, name: string, value: string): boolean =>
  name === 'xmlns' || (ATTRIBUTES.has(name) && (name !== 'marker-end' || OWN_MARKER.test(value)));

/** A drawing with nothing in it but shapes and words; null when it is no SVG. */
function safeDrawing(svg: string): SVGSVGElement | null {
  const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  if (root.localName !== 'svg' || root.namespaceURI !== SVG) return null;
  cleanAttributes(root, allows);
  cleanContent(root, ELEMENTS, allows);
  return document.importNode(root, true) as unknown as SVGSVGElement;
}

function figureElement(
  figure: ShownFigure,
  pageId: string | null,
  send: (message: FromReader) => void,
): HTMLElement {
  const drawing = safeDrawing(figure.svg);
  const open = actionLink(figure.title, figure.title, () => send({ type: 'open', id: figure.id }));
  const title = figure.id === pageId ? [] : [open, ' '];
  return element(
    'figure',
    '',
    ...(drawing ? [drawing] : []),
    element('figcaption', '', ...title, figure.caption),
  );
}

/**
 * Puts drawings where the text names them, and gives those that it does not name.
 * @param pageId what the page shows: a figure does not lead to itself
 */
export function placeDrawings(
  article: HTMLElement,
  figures: readonly ShownFigure[],
  pageId: string | null,
  send: (message: FromReader) => void,
): HTMLElement[] {
  const left = new Map(figures.map((figure) => [figure.id, figure]));
  for (const place of article.querySelectorAll<HTMLElement>('.drawing')) {
    const figure = left.get(place.dataset.href ?? '');
    if (!figure) continue;
    left.delete(figure.id);
    const made = figureElement(figure, pageId, send);
    const parent = place.parentElement;
    const alone = parent?.localName === 'p' && parent.childNodes.length === 1;
    (alone ? parent : place).replaceWith(made);
  }
  return [...left.values()].map((figure) => figureElement(figure, pageId, send));
}
