import type { Page } from 'playwright-core';

export interface FigureFault {
  readonly figure: string;
  readonly message: string;
}

/**
 * What is wrong with the drawings in a page, as the browser lays them out: words outside the drawing or over another
 * word, across the edge of a box or on a line; letters too small to read. Sizes are in units of the drawing.
 */
export function figureFaults(page: Page): Promise<FigureFault[]> {
  return page.evaluate(() => {
    const SMALLEST = 14;
    const SMALLEST_INDEX = 11;
    const faults: { figure: string; message: string }[] = [];
    interface Frame {
      readonly left: number;
      readonly top: number;
      readonly right: number;
      readonly bottom: number;
    }
    const touch = (a: Frame, b: Frame): boolean =>
      a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    for (const svg of document.querySelectorAll<SVGSVGElement>('svg.atlas-figure')) {
      const figure = `${svg.id || svg.getAttribute('aria-labelledby')!.split('-title')[0]} (${svg.getAttribute('lang')})`;
      const outer = svg.getBoundingClientRect();
      const scale = svg.viewBox.baseVal.width / outer.width;
      const frameOf = (element: Element, inset = 0): Frame => {
        const box = element.getBoundingClientRect();
        return {
          left: (box.left - outer.left) * scale + inset,
          top: (box.top - outer.top) * scale + inset,
          right: (box.right - outer.left) * scale - inset,
          bottom: (box.bottom - outer.top) * scale - inset,
        };
      };
      const say = (message: string): void => void faults.push({ figure, message });
      const { width, height } = svg.viewBox.baseVal;
      const texts = [...svg.querySelectorAll('text')].map((element) => {
        const frame = frameOf(element);
        // A line is taller than its letters: compare where ink may stand.
        const slack = (frame.bottom - frame.top) * 0.16;
        return {
          words: element.textContent,
          frame: { ...frame, top: frame.top + slack, bottom: frame.bottom - slack },
          element,
        };
      });
      for (const { words, frame, element } of texts) {
        if (frame.left < 2 || frame.top < 0 || frame.right > width - 2 || frame.bottom > height)
          say(
            `“${words}” leaves the drawing (${frame.left.toFixed(0)}–${frame.right.toFixed(0)} of ${width}).`,
          );
        for (const part of [element, ...element.querySelectorAll('tspan')]) {
          const size = parseFloat(getComputedStyle(part).fontSize);
          const index = part.localName === 'tspan' && part.classList.contains('sub');
          const least = index ? SMALLEST_INDEX : SMALLEST;
          if (size < least) say(`“${words}” has letters of ${size}; at least ${least}.`);
        }
      }
      for (const [at, a] of texts.entries()) {
        for (const b of texts.slice(at + 1))
          if (touch(a.frame, b.frame)) say(`“${a.words}” lies over “${b.words}”.`);
      }
      for (const shape of svg.querySelectorAll('rect.box, circle.box, ellipse.box, polygon.box')) {
        const frame = frameOf(shape);
        for (const { words, frame: text } of texts) {
          if (!touch(text, frame)) continue;
          const inside =
            text.left >= frame.left + 1 &&
            text.right <= frame.right - 1 &&
            text.top >= frame.top &&
            text.bottom <= frame.bottom;
          if (!inside) say(`“${words}” crosses the edge of a box.`);
        }
      }
      for (const line of svg.querySelectorAll<SVGGeometryElement>('.arrow, .rule, .curve')) {
        const matrix = line.getScreenCTM()!;
        const length = line.getTotalLength();
        for (let along = 0; along <= length; along += 3) {
          const point = line.getPointAtLength(along).matrixTransform(matrix);
          const [x, y] = [(point.x - outer.left) * scale, (point.y - outer.top) * scale];
          const hit = texts.find(
            ({ frame }) =>
              x > frame.left + 1 && x < frame.right - 1 && y > frame.top + 1 && y < frame.bottom - 1,
          );
          if (!hit) continue;
          say(`A line runs through “${hit.words}”.`);
          break;
        }
      }
    }
    return faults;
  });
}
