import { edgePath } from '../../core/lineage/edgePath.ts';
import type { LineageBox, LineageLayout } from '../../core/lineage/layout.ts';
import type { LineageGraph, LineageRelation } from '../../core/lineage/lineageGraph.ts';
import { shortenLabel } from '../../core/lineage/shortenLabel.ts';
import type { Emphasis, LineKind } from './emphasis.ts';
import type { MapView } from './mapState.ts';
import { svg } from '../svg.ts';

const PADDING = 10;
const WIDEST_LABEL = 180;
const NARROWEST_BOX = 48;

/** How a concept is called on the map. */
export interface Naming {
  readonly name: (id: string) => string;
  /** For those who do not see its place: name, category, year, and what it builds on. */
  readonly description: (id: string) => string;
}

/** Boxes and lines of the map. One box at a time can be reached with Tab (roving tabindex). */
export class MapDrawing {
  readonly element: SVGSVGElement;
  readonly #bands = svg('g', { class: 'bands' });
  readonly #lines = svg('g', { class: 'lines' });
  readonly #boxes = svg('g', { class: 'boxes' });
  readonly #map = svg('g', {}, this.#bands, this.#lines, this.#boxes);
  readonly #nodes = new Map<string, SVGGElement>();
  readonly #labels = new Map<string, { readonly text: string; readonly width: number }>();
  #layout: LineageLayout | null = null;
  #graph: LineageGraph | null = null;

  constructor() {
    this.element = svg('svg', { class: 'drawing', role: 'group' }, arrow(), this.#map);
  }

  /** Finds out how wide the boxes are in the page's font. */
  measure(ids: Iterable<string>, nameOf: (id: string) => string): void {
    const context = document.createElement('canvas').getContext('2d')!;
    const { fontFamily, fontSize } = getComputedStyle(document.body);
    // As wide as the box of the concept one is at, whose name is heavier.
    context.font = `600 ${fontSize} ${fontFamily}`;
    const measure = (text: string): number => context.measureText(text).width;
    for (const id of ids) {
      const text = shortenLabel(nameOf(id), WIDEST_LABEL, measure);
      const width = Math.ceil(Math.max(NARROWEST_BOX, measure(text) + 2 * PADDING));
      this.#labels.set(id, { text, width });
    }
  }

  widthOf(id: string): number {
    return this.#labels.get(id)!.width;
  }

  draw(graph: LineageGraph, layout: LineageLayout, naming: Naming): void {
    this.#graph = graph;
    this.#layout = layout;
    this.#bands.replaceChildren(...bands(layout));
    this.#nodes.clear();
    for (const box of layout.boxes.values()) this.#nodes.set(box.id, this.#node(box, naming));
    this.#boxes.replaceChildren(...this.#nodes.values());
  }

  emphasise(emphasis: Emphasis): void {
    const { at, lines } = emphasis;
    for (const [id, node] of this.#nodes) {
      node.setAttribute('class', `node ${roleOf(id, emphasis)}`.trim());
      if (id === at) node.setAttribute('aria-current', 'true');
      else node.removeAttribute('aria-current');
    }
    this.element.classList.toggle('has-focus', at !== null);
    this.#lines.replaceChildren(...lines.map(({ relation, kind }) => this.#line(relation, kind)));
  }

  /** The one box that Tab reaches. */
  setTabStop(id: string): void {
    for (const [other, node] of this.#nodes) node.setAttribute('tabindex', other === id ? '0' : '-1');
  }

  focus(id: string): void {
    this.#nodes.get(id)?.focus({ preventScroll: true });
  }

  /** The concept whose box holds what was pointed at; null: none. */
  idOf(target: EventTarget | null): string | null {
    const node = target instanceof Element ? target.closest<SVGGElement>('.node') : null;
    return node?.dataset.id ?? null;
  }

  move({ x, y, scale }: MapView): void {
    this.#map.setAttribute('transform', `translate(${x} ${y}) scale(${scale})`);
  }

  #node({ id, x, y, width, height }: LineageBox, { name, description }: Naming): SVGGElement {
    return svg(
      'g',
      {
        class: 'node',
        role: 'button',
        tabindex: -1,
        'data-id': id,
        'data-category': this.#graph!.concepts.get(id)!.category,
        'aria-label': description(id),
      },
      svg('title', {}, name(id)),
      svg('rect', { x, y, width, height, rx: 5 }),
      svg('text', { x: x + width / 2, y: y + height / 2 }, this.#labels.get(id)!.text),
    );
  }

  #line({ from, to, type }: LineageRelation, kind: LineKind): SVGPathElement {
    const { boxes } = this.#layout!;
    const yearOf = (id: string): string => String(this.#graph!.concepts.get(id)!.year ?? '');
    const line = svg('path', {
      class: `line ${kind} ${type}`,
      d: edgePath(boxes.get(from)!, boxes.get(to)!),
      'data-from': from,
      'data-to': to,
      'data-type': type,
      'data-from-year': yearOf(from),
      'data-to-year': yearOf(to),
    });
    if (kind === 'own') line.setAttribute('marker-end', 'url(#arrow)');
    return line;
  }
}

function roleOf(id: string, { at, ancestors, descendants, neighbours }: Emphasis): string {
  if (at === null) return '';
  if (id === at) return 'at';
  if (ancestors.has(id)) return 'ancestor';
  if (descendants.has(id)) return 'descendant';
  return neighbours.has(id) ? 'neighbour' : 'faded';
}

/** So far the stripes and rules go on outside the map: it may be small in a large window. */
const BEYOND = 8000;

function bands({ width, height, years, lanes }: LineageLayout): SVGElement[] {
  const stripes = lanes
    .filter((_, index) => index % 2 === 1)
    .map((lane) =>
      svg('rect', {
        class: 'stripe',
        x: -BEYOND,
        y: lane.y,
        width: width + 2 * BEYOND,
        height: lane.height,
      }),
    );
  const rules = years
    .slice(1)
    .map(({ x }) => svg('line', { class: 'rule', x1: x, x2: x, y1: -BEYOND, y2: height + BEYOND }));
  return [...stripes, ...rules];
}

function arrow(): SVGDefsElement {
  const attributes = {
    id: 'arrow',
    viewBox: '0 0 8 8',
    refX: 8,
    refY: 4,
    markerWidth: 8,
    markerHeight: 8,
    markerUnits: 'userSpaceOnUse',
    orient: 'auto',
  };
  return svg('defs', {}, svg('marker', attributes, svg('path', { d: 'M0 0 8 4 0 8z' })));
}
