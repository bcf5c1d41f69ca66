import type { PdfTextRun } from '../../core/pdf.ts';
import { element } from '../elements.ts';

const FONT = 'sans-serif';

let measure: CanvasRenderingContext2D | null = null;

function widthOf(text: string, size: number): number {
  measure ??= document.createElement('canvas').getContext('2d');
  if (!measure) return 0;
  measure.font = `${size}px ${FONT}`;
  return measure.measureText(text).width;
}

/**
 * The words of a page as text that cannot be seen but selected, each over its place on the picture.
 * @param width of the page as shown, CSS pixels
 */
export function textLayer(runs: readonly PdfTextRun[], width: number, height: number): HTMLElement {
  const layer = element('div', 'text');
  for (const { text, box } of runs) {
    const [x1, y1, x2, y2] = box;
    const size = Math.max(1, ((y2 - y1) / 1_000) * height);
    const natural = widthOf(text, size);
    const span = element('span', '', `${text}\n`);
    span.style.left = `${x1 / 10}%`;
    span.style.top = `${y1 / 10}%`;
    span.style.fontSize = `${size}px`;
    if (natural > 0) span.style.transform = `scaleX(${(((x2 - x1) / 1_000) * width) / natural})`;
    layer.append(span);
  }
  return layer;
}
