import type { Box } from '../../core/document.ts';

/** Edges in the page's own points, where y grows upwards. */
export interface Edges {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** `[x1, y1, x2, y2]` in points of the page as displayed: y grows downwards. */
export type Area = readonly [number, number, number, number];

/** Boxes have two decimals: a page of 2,000 pixels is told more finely than by its pixels. */
const HIGHEST = 999.99;
const clamp = (value: number): number => Math.min(HIGHEST, Math.max(0, Math.round(value * 100) / 100));

/** Turns what a page says about places into places of the page as displayed. */
export class Displayed {
  readonly width: number;
  readonly height: number;
  readonly #shown: Edges;
  readonly #rotation: number;

  /**
   * @param shown what is displayed of the page
   * @param rotation quarter turns clockwise
   */
  constructor(shown: Edges, rotation: number) {
    this.#shown = shown;
    this.#rotation = rotation & 3;
    const width = shown.right - shown.left;
    const height = shown.top - shown.bottom;
    [this.width, this.height] = this.#rotation % 2 === 0 ? [width, height] : [height, width];
  }

  area({ left, top, right, bottom }: Edges): Area {
    const [x1, y1] = this.#point(left, top);
    const [x2, y2] = this.#point(right, bottom);
    return [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)];
  }

  /** @param angle of text in quarter turns against the clock; gives the same as displayed, 0 to 3 */
  turned(angle: number): number {
    return (((angle - this.#rotation) % 4) + 4) % 4;
  }

  box([x1, y1, x2, y2]: Area): Box {
    const x = 1_000 / this.width;
    const y = 1_000 / this.height;
    return [clamp(x1 * x), clamp(y1 * y), clamp(x2 * x), clamp(y2 * y)];
  }

  #point(x: number, y: number): readonly [number, number] {
    const { left, top, right, bottom } = this.#shown;
    switch (this.#rotation) {
      case 1:
        return [y - bottom, x - left];
      case 2:
        return [right - x, y - bottom];
      case 3:
        return [top - y, right - x];
      default:
        return [x - left, top - y];
    }
  }
}
