import type { PdfMatch } from '../../core/pdf.ts';
import type { Finder } from '../finder.ts';
import type { PdfView } from './pdfView.ts';

/** Milliseconds without a key after which the engine is asked. */
const REST = 250;

/** Looks through all pages of a PDF, which the engine does. */
export class PdfFinder implements Finder {
  readonly #view: PdfView;
  readonly #ask: (query: string) => void;
  #matches: readonly PdfMatch[] = [];
  #query = '';
  #found: (count: number, first: number) => void = () => undefined;
  #timer: number | undefined;

  constructor(view: PdfView, ask: (query: string) => void) {
    this.#view = view;
    this.#ask = ask;
  }

  search(words: string, found: (count: number, first: number) => void): void {
    this.#query = words;
    this.#found = found;
    this.#timer = window.setTimeout(() => this.#ask(words), REST);
  }

  answer(query: string, matches: readonly PdfMatch[]): void {
    if (query !== this.#query) return;
    this.#matches = matches;
    this.#view.mark(matches, 'match');
    const onward = matches.findIndex(({ page }) => page >= this.#view.page);
    this.#found(matches.length, Math.max(0, onward));
  }

  show(index: number): void {
    const match = this.#matches[index];
    if (!match) return;
    this.#view.mark([match], 'current-match');
    this.#view.goTo(match.page, match.boxes[0] ?? null);
  }

  forget(): void {
    window.clearTimeout(this.#timer);
    this.#query = '';
    this.#matches = [];
    this.#view.mark([], 'match');
    this.#view.mark([], 'current-match');
  }
}
