import type { Box } from '../../core/document.ts';
import type { PdfTextRun } from '../../core/pdf.ts';
import { element } from '../elements.ts';

/** Pixels of the letters that are measured. */
const MEASURED = 100;

let measure: CanvasRenderingContext2D | null = null;

/** How long a text is, as a multiple of the height of its letters. */
function lengthOf(text: string): number {
  measure ??= document.createElement('canvas').getContext('2d');
  if (!measure) return 0;
  measure.font = `${MEASURED}px sans-serif`;
  return measure.measureText(text).width / MEASURED;
}

/** Words that run up the page: letters stand above each other in a box much higher than wide. */
const isUpright = ({ text, box: [x1, y1, x2, y2] }: PdfTextRun, ratio: number): boolean =>
  text.length > 2 && (y2 - y1) / ratio > 2 * (x2 - x1);

/** What stands between the words of two boxes in a copy. */
function between([, top, right, bottom]: Box, [x1, y1, , y2]: Box): '' | ' ' | '\n' {
  const shared = Math.min(bottom, y2) - Math.max(top, y1);
  const lower = Math.min(bottom - top, y2 - y1);
  if (shared < lower / 2 || x1 < right - lower) return '\n';
  return x1 > right + lower / 10 ? ' ' : '';
}

function place(span: HTMLElement, run: PdfTextRun, ratio: number): void {
  const [x1, y1, x2, y2] = run.box;
  const upright = isUpright(run, ratio);
  // Letters are as high as their box, in shares of the page, so that they grow with it.
  const [height, length] = upright ? [x2 - x1, (y2 - y1) / ratio] : [(y2 - y1) / ratio, x2 - x1];
  const natural = lengthOf(run.text) * height;
  span.style.left = `${x1 / 10}%`;
  span.style.top = `${(upright ? y2 : y1) / 10}%`;
  span.style.fontSize = `${height / 10}cqw`;
  const scale = natural > 0 ? `scaleX(${length / natural})` : '';
  span.style.transform = upright ? `rotate(-90deg) ${scale}` : scale;
}

/**
 * The words of a page as text that cannot be seen but selected, each over its place on the picture.
 * @param ratio width of the page by its height
 */
export function textLayer(runs: readonly PdfTextRun[], ratio: number): HTMLElement {
  const layer = element('div', 'text');
  for (const [index, run] of runs.entries()) {
    const next = runs[index + 1];
    const gap = next ? between(run.box, next.box) : '\n';
    const span = element('span', '', gap === ' ' ? `${run.text} ` : run.text);
    place(span, run, ratio);
    layer.append(span);
    if (gap === '\n') layer.append(element('br', ''));
  }
  return layer;
}
