import type { Finder } from './finder.ts';
import { textRanges } from './textRanges.ts';

/** Names of the highlights in reader.css. */
const ALL = 'found';
const CURRENT = 'found-current';

/** Looks through the text below an element, and marks it without touching it. */
export class TextFinder implements Finder {
  readonly #root: HTMLElement;
  #ranges: readonly Range[] = [];

  constructor(root: HTMLElement) {
    this.#root = root;
  }

  search(words: string, found: (count: number, first: number) => void): void {
    this.#ranges = textRanges(this.#root, words);
    if (this.#ranges.length > 0) CSS.highlights.set(ALL, new Highlight(...this.#ranges));
    const below = this.#ranges.findIndex((range) => range.getBoundingClientRect().bottom > 0);
    found(this.#ranges.length, Math.max(0, below));
  }

  show(index: number, top: number): void {
    const range = this.#ranges[index];
    if (!range) return;
    CSS.highlights.set(CURRENT, new Highlight(range));
    const place = range.getBoundingClientRect();
    if (place.top > top && place.bottom < window.innerHeight) return;
    window.scrollBy({ top: (place.top + place.bottom - window.innerHeight) / 2 });
  }

  forget(): void {
    this.#ranges = [];
    CSS.highlights.delete(ALL);
    CSS.highlights.delete(CURRENT);
  }
}
