import type { Box } from '../../core/document.ts';
import type { PdfPageImage } from '../../core/pdf.ts';
import type { PdfPage } from '../../protocol/readerMessages.ts';
import { element } from '../elements.ts';
import { PdfSheet } from './pdfSheet.ts';
import { SteadySelection } from './steadySelection.ts';

/** Heights of the window, above and below it, in which pages are drawn. */
const NEAR = '120% 0px';
/** Milliseconds of rest after which pages are drawn anew for another width. */
const REST = 200;
/** Change of the width that is worth drawing anew. */
const COARSE = 0.08;

export interface PdfViewHost {
  /** Asks for a page; answered by `showPage` or `failPage`. */
  readonly wants: (page: number, width: number) => void;
  /** Another page is the one that is read. */
  readonly onPage: (page: number) => void;
}

/** The pages of a PDF below each other, as wide as the window; those near are drawn, one after the other. */
export class PdfView {
  readonly element: HTMLElement;
  readonly #sheets: readonly PdfSheet[];
  readonly #host: PdfViewHost;
  readonly #near = new Set<number>();
  readonly #observers: readonly { disconnect(): void }[];
  readonly #selection: SteadySelection;
  readonly #listening = new AbortController();
  #asked: number | null = null;
  #page: number;
  #depth = 0;
  /** Where the window stood after it was brought to a page, which counts as read though others may be seen as well. */
  #broughtTo = -1;
  #width = 0;
  #timer: number | undefined;

  constructor({ pages, page, box, title, labels }: PdfPage, host: PdfViewHost) {
    this.#host = host;
    this.#page = page;
    this.#sheets = pages.map((size, index) => new PdfSheet(index + 1, size, labels.page));
    this.element = element('main', 'pdf', ...this.#sheets.map((sheet) => sheet.element));
    this.element.setAttribute('aria-label', title);
    if (box) this.#sheets[page - 1]?.mark([box], 'cited-box');
    // Named, as without a root a frame of another origin, which a webview is, gets no margin.
    const near = new IntersectionObserver((entries) => this.#moved(entries), {
      root: document,
      rootMargin: NEAR,
    });
    for (const sheet of this.#sheets) near.observe(sheet.element);
    const size = new ResizeObserver(() => this.#resized());
    size.observe(this.element);
    this.#observers = [near, size];
    this.#selection = new SteadySelection(this.element);
    const { signal } = this.#listening;
    window.addEventListener('scroll', () => this.#scrolled(), { passive: true, signal });
    document.addEventListener('selectionchange', () => this.#releaseFar(), { signal });
  }

  /** The page that is read, from 1. */
  get page(): number {
    return this.#page;
  }

  get pageCount(): number {
    return this.#sheets.length;
  }

  async showPage(image: PdfPageImage): Promise<void> {
    const sheet = this.#sheets[image.page - 1];
    this.#asked = null;
    if (sheet && this.#near.has(image.page)) await sheet.show(image).catch(() => sheet.fail(''));
    this.#askNext();
  }

  failPage(page: number, message: string): void {
    this.#asked = null;
    this.#sheets[page - 1]?.fail(message);
    this.#askNext();
  }

  /** Brings a page to the top of the window, or a box of it into its middle. */
  goTo(page: number, box: Box | null = null): void {
    const sheet = this.#sheets[page - 1];
    if (!sheet) return;
    const { top, height } = sheet.element.getBoundingClientRect();
    const offset = box ? (height * (box[1] + box[3])) / 2_000 - window.innerHeight / 2 : -barHeight();
    window.scrollBy({ top: top + offset });
    this.#broughtTo = window.scrollY;
    this.#read(page, 0);
  }

  /** Marks places by page in the place of those marked before. */
  mark(
    places: readonly { readonly page: number; readonly boxes: readonly Box[] }[],
    className: string,
  ): void {
    for (const sheet of this.#sheets) sheet.clearMarks(className);
    for (const { page, boxes } of places) this.#sheets[page - 1]?.mark(boxes, className);
  }

  dispose(): void {
    this.#listening.abort();
    this.#selection.dispose();
    window.clearTimeout(this.#timer);
    for (const observer of this.#observers) observer.disconnect();
    for (const sheet of this.#sheets) sheet.release();
  }

  #moved(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const page = Number((target as HTMLElement).dataset.page);
      if (isIntersecting) this.#near.add(page);
      else this.#near.delete(page);
    }
    this.#releaseFar();
    this.#askNext();
  }

  /** What is selected of a page stays so, however far away. */
  #releaseFar(): void {
    for (const sheet of this.#sheets) {
      if (sheet.drawnAt > 0 && !this.#near.has(sheet.number) && !sheet.isSelected) sheet.release();
    }
  }

  /** The page that is read stays at its place when all pages grow or shrink. */
  #resized(): void {
    const { clientWidth } = this.element;
    if (clientWidth === this.#width) return;
    const isFirst = this.#width === 0;
    this.#width = clientWidth;
    const { top, height } = this.#sheets[this.#page - 1]!.element.getBoundingClientRect();
    if (!isFirst) window.scrollBy({ top: top + this.#depth * height - barHeight() });
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#askNext(), REST);
  }

  #isStale({ drawnAt, wantedWidth }: PdfSheet): boolean {
    return Math.abs(wantedWidth - drawnAt) > wantedWidth * COARSE;
  }

  /** Asks for the page nearest to the one that is read among those that have no picture of their size. */
  #askNext(): void {
    if (this.#asked !== null) return;
    const stale = [...this.#near]
      .flatMap((page) => this.#sheets[page - 1] ?? [])
      .filter((each) => this.#isStale(each));
    const distance = ({ number }: PdfSheet): number => Math.abs(number - this.#page);
    const [next] = stale.sort((a, b) => distance(a) - distance(b));
    if (!next) return;
    this.#asked = next.number;
    next.drawnAt = next.wantedWidth;
    this.#host.wants(next.number, next.drawnAt);
  }

  #scrolled(): void {
    if (Math.abs(window.scrollY - this.#broughtTo) < 2) return;
    this.#broughtTo = -1;
    const top = barHeight();
    let [first, last] = [0, this.#sheets.length - 1];
    while (first < last) {
      const middle = (first + last) >> 1;
      if (this.#sheets[middle]!.element.getBoundingClientRect().bottom > top + 1) last = middle;
      else first = middle + 1;
    }
    const place = this.#sheets[first]!.element.getBoundingClientRect();
    const isLeft = place.bottom - top < Math.min(place.height / 2, window.innerHeight / 3);
    if (isLeft && first < this.#sheets.length - 1) this.#read(first + 2, 0);
    else this.#read(first + 1, (top - place.top) / place.height);
  }

  /** @param depth how much of the page is above the window, as a share of its height */
  #read(page: number, depth: number): void {
    this.#depth = depth;
    if (page === this.#page) return;
    this.#page = page;
    this.#host.onPage(page);
  }
}

/** What lies over the top of the window. */
const barHeight = (): number => document.querySelector('.top')?.getBoundingClientRect().height ?? 0;
