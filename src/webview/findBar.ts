import type { ReaderLabels } from '../protocol/readerMessages.ts';
import { element, fill, iconButton } from './elements.ts';
import { textRanges } from './textRanges.ts';

/** Names of the highlights in reader.css. */
const ALL = 'found';
const CURRENT = 'found-current';

/** Finds words in the page that is shown: a bar that opens with Ctrl+F, marks without touching the page. */
export class FindBar {
  readonly element: HTMLElement;
  readonly #labels: ReaderLabels;
  readonly #root: HTMLElement;
  readonly #input: HTMLInputElement;
  readonly #count: HTMLElement;
  #ranges: readonly Range[] = [];
  #current = -1;
  #before: Element | null = null;

  constructor(root: HTMLElement, labels: ReaderLabels) {
    this.#root = root;
    this.#labels = labels;
    this.#input = element('input', '');
    this.#input.type = 'search';
    this.#input.spellcheck = false;
    this.#input.placeholder = labels.find;
    this.#input.setAttribute('aria-label', labels.find);
    this.#input.addEventListener('input', () => this.#search());
    this.#count = element('span', 'count');
    this.#count.setAttribute('role', 'status');
    this.element = element(
      'div',
      'find',
      this.#input,
      this.#count,
      iconButton('up', labels.findPrevious, () => this.#step(-1)),
      iconButton('down', labels.findNext, () => this.#step(1)),
      iconButton('close', labels.close, () => this.close()),
    );
    this.element.setAttribute('role', 'search');
    this.element.hidden = true;
    this.element.addEventListener('keydown', (event) => this.#key(event));
  }

  open(): void {
    this.#before ??= document.activeElement;
    this.element.hidden = false;
    this.#input.select();
    this.#input.focus();
    this.#search();
  }

  close(): void {
    if (this.element.hidden) return;
    this.element.hidden = true;
    this.forget();
    if (this.#before instanceof HTMLElement) this.#before.focus({ preventScroll: true });
    this.#before = null;
  }

  /** Takes the marks off the page. */
  forget(): void {
    this.#ranges = [];
    CSS.highlights.delete(ALL);
    CSS.highlights.delete(CURRENT);
  }

  #key(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.close();
    else if (event.key === 'Enter' && event.target === this.#input) this.#step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #search(): void {
    this.forget();
    const words = this.#input.value;
    this.#ranges = words === '' ? [] : textRanges(this.#root, words);
    if (this.#ranges.length > 0) CSS.highlights.set(ALL, new Highlight(...this.#ranges));
    const below = this.#ranges.findIndex((range) => range.getBoundingClientRect().bottom > 0);
    this.#show(this.#ranges.length === 0 ? -1 : Math.max(0, below));
  }

  #step(by: number): void {
    const { length } = this.#ranges;
    if (length > 0) this.#show((this.#current + by + length) % length);
  }

  #show(index: number): void {
    this.#current = index;
    const range = this.#ranges[index];
    const { findCount, findNothing } = this.#labels;
    this.#count.textContent = range
      ? fill(findCount, index + 1, this.#ranges.length)
      : this.#input.value === ''
        ? ''
        : findNothing;
    CSS.highlights.delete(CURRENT);
    if (!range) return;
    CSS.highlights.set(CURRENT, new Highlight(range));
    const { top, bottom } = range.getBoundingClientRect();
    const isSeen = top > this.element.getBoundingClientRect().bottom && bottom < window.innerHeight;
    if (!isSeen) window.scrollBy({ top: (top + bottom - window.innerHeight) / 2 });
  }
}
