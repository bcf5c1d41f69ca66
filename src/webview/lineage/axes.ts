import type { LineageLayout } from '../../core/lineage/layout.ts';
import { element } from '../elements.ts';
import type { MapView } from './mapState.ts';

/** Narrower than this a year's label would run into its neighbours. */
const NARROWEST_YEAR = 34;
/** Height of the years' strip and of a lane's label, in pixels; lineage.css says the same. */
const STRIP = 26;
const LABEL = 20;

export interface AxisLabels {
  readonly year: (year: number | null) => string;
  readonly category: (category: string) => string;
}

/**
 * Years along the top, and each lane's name at its upper left. They stay readable at every zoom, and in sight: the name
 * of a lane whose upper edge is out of sight moves into the corner, where it hides no box.
 */
export class Axes {
  readonly element = element('div', 'axes');
  readonly #corner = element('span', 'corner');
  #layout: LineageLayout | null = null;
  #years: HTMLElement[] = [];
  #lanes: HTMLElement[] = [];

  constructor() {
    this.element.setAttribute('aria-hidden', 'true');
  }

  draw(layout: LineageLayout, labels: AxisLabels): void {
    this.#layout = layout;
    this.#years = layout.years.map(({ year }) => element('span', 'year', labels.year(year)));
    this.#lanes = layout.lanes.map(({ category }) => element('span', 'lane', labels.category(category)));
    this.element.replaceChildren(...this.#lanes, element('div', 'years', ...this.#years, this.#corner));
  }

  move(view: MapView): void {
    if (!this.#layout) return;
    this.#moveLanes(this.#layout, view);
    this.#moveYears(this.#layout, view);
  }

  #moveLanes({ lanes }: LineageLayout, { y, scale }: MapView): void {
    let passed = '';
    lanes.forEach((band, index) => {
      const label = this.#lanes[index]!;
      const [top, bottom] = [band.y * scale + y, (band.y + band.height) * scale + y];
      label.hidden = bottom - top < LABEL;
      label.style.top = `${top + 3}px`;
      if (top + 3 < STRIP && bottom > STRIP) passed = label.textContent;
    });
    this.#corner.textContent = passed;
    this.#corner.hidden = passed === '';
  }

  #moveYears({ years }: LineageLayout, { x, scale }: MapView): void {
    const start = this.#corner.offsetWidth;
    const { clientWidth } = this.element;
    years.forEach((band, index) => {
      const label = this.#years[index]!;
      const [left, right] = [band.x * scale + x, (band.x + band.width) * scale + x];
      const [from, to] = [Math.max(start, left), Math.min(clientWidth, right)];
      label.hidden = right - left < NARROWEST_YEAR || to - from < NARROWEST_YEAR;
      label.style.left = `${from}px`;
      label.style.width = `${to - from}px`;
    });
  }
}
