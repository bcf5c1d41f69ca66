import type { Box } from '../../core/document.ts';
import type { PdfPageImage } from '../../core/pdf.ts';
import { element, fill } from '../elements.ts';
import { textLayer } from './textLayer.ts';

/** Heights by widths of a page from which on it is shown narrower, lest it be without end. */
const TALLEST = 20;

/** One page on the screen: a place of its size, and the picture while it is near. */
export class PdfSheet {
  readonly element: HTMLElement;
  readonly number: number;
  readonly #ratio: number;
  readonly #marks = element('div', 'marks');
  #canvas: HTMLCanvasElement | null = null;
  /** Counts what was to be shown, so that a picture that comes late is known as such. */
  #shown = 0;
  /** Pixels that its picture was asked for; 0: there is none. */
  drawnAt = 0;

  /** @param label of the page, with `{0}` for its number */
  constructor(number: number, [width, height]: readonly [number, number], label: string) {
    this.number = number;
    this.#ratio = width / height;
    this.element = element('section', 'sheet', this.#marks);
    this.element.style.aspectRatio = `${width} / ${height}`;
    if (this.#ratio < 1 / TALLEST) this.element.style.width = `${100 * TALLEST * this.#ratio}%`;
    this.element.dataset.page = String(number);
    this.element.setAttribute('aria-label', fill(label, number));
  }

  /** Pixels that its picture is to have. */
  get wantedWidth(): number {
    return Math.max(1, Math.round(this.element.clientWidth * Math.min(2, window.devicePixelRatio)));
  }

  get isSelected(): boolean {
    const selection = document.getSelection();
    return !!selection && !selection.isCollapsed && selection.getRangeAt(0).intersectsNode(this.element);
  }

  async show(image: PdfPageImage): Promise<void> {
    const shown = (this.#shown += 1);
    const png = new Blob([image.png as Uint8Array<ArrayBuffer>], { type: 'image/png' });
    const bitmap = await createImageBitmap(png);
    if (shown === this.#shown) this.#draw(bitmap, image);
    bitmap.close();
  }

  fail(message: string): void {
    this.#clear();
    const failed = element('p', 'failed', message);
    failed.setAttribute('role', 'status');
    this.element.prepend(failed);
  }

  /** Gives its picture back; the marks stay. */
  release(): void {
    this.#clear();
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

  /** A sharper picture takes the place of the former; the words stay, and what is selected of them. */
  #draw(bitmap: ImageBitmap, { text }: PdfPageImage): void {
    const canvas = element('canvas', '');
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
    canvas.setAttribute('aria-hidden', 'true');
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
    if (this.#canvas) {
      this.#canvas.replaceWith(canvas);
      free(this.#canvas);
    } else this.element.replaceChildren(canvas, textLayer(text, this.#ratio), this.#marks);
    this.#canvas = canvas;
  }

  #clear(): void {
    this.#shown += 1;
    if (this.#canvas) free(this.#canvas);
    this.#canvas = null;
    this.element.replaceChildren(this.#marks);
  }
}

/** What a canvas holds goes at once when it has no size, and not when it is collected. */
function free(canvas: HTMLCanvasElement): void {
  canvas.width = canvas.height = 0;
}
