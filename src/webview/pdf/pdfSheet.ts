import type { Box } from '../../core/document.ts';
import type { PdfPageImage } from '../../core/pdf.ts';
import { element, fill } from '../elements.ts';
import { textLayer } from './textLayer.ts';

/** One page on the screen: a place of its size, and the picture while it is near. */
export class PdfSheet {
  readonly element: HTMLElement;
  readonly number: number;
  readonly #marks = element('div', 'marks');
  /** Pixels that its picture was asked for; 0: there is none. */
  drawnAt = 0;

  /** @param label of the page, with `{0}` for its number */
  constructor(number: number, [width, height]: readonly [number, number], label: string) {
    this.number = number;
    this.element = element('section', 'sheet', this.#marks);
    this.element.style.aspectRatio = `${width} / ${height}`;
    this.element.dataset.page = String(number);
    this.element.setAttribute('aria-label', fill(label, number));
  }

  /** Pixels that its picture is to have. */
  get wantedWidth(): number {
    return Math.max(1, Math.round(this.element.clientWidth * Math.min(2, window.devicePixelRatio)));
  }

  async show(image: PdfPageImage): Promise<void> {
    const bitmap = await createImageBitmap(new Blob([new Uint8Array(image.png)], { type: 'image/png' }));
    const canvas = element('canvas', '');
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
    bitmap.close();
    const { clientWidth, clientHeight } = this.element;
    this.element.replaceChildren(canvas, textLayer(image.text, clientWidth, clientHeight), this.#marks);
  }

  fail(message: string): void {
    this.element.replaceChildren(element('p', 'failed', message), this.#marks);
  }

  /** Gives its picture back; the marks stay. */
  release(): void {
    const canvas = this.element.querySelector('canvas');
    // What a canvas holds goes at once when it has no size, and not when it is collected.
    if (canvas) canvas.width = canvas.height = 0;
    this.element.replaceChildren(this.#marks);
    this.drawnAt = 0;
  }

  mark(boxes: readonly Box[], className: string): void {
    for (const [x1, y1, x2, y2] of boxes) {
      const mark = element('div', className);
      mark.style.left = `${x1 / 10}%`;
      mark.style.top = `${y1 / 10}%`;
      mark.style.width = `${(x2 - x1) / 10}%`;
      mark.style.height = `${(y2 - y1) / 10}%`;
      this.#marks.append(mark);
    }
  }

  clearMarks(className: string): void {
    for (const mark of [...this.#marks.children]) if (mark.classList.contains(className)) mark.remove();
  }
}
