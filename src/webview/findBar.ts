import type { ReaderLabels } from '../protocol/readerMessages.ts';
import { element, fill, iconButton } from './elements.ts';
import type { Finder } from './finder.ts';

/** Finds words in the page that is shown: a bar that opens with Ctrl+F. */
export class FindBar {
  readonly element: HTMLElement;
  readonly #labels: ReaderLabels;
  readonly #finder: Finder;
  readonly #input: HTMLInputElement;
  readonly #status: HTMLElement;
  #count = 0;
  #current = -1;
  #before: Element | null = null;

  constructor(finder: Finder, labels: ReaderLabels) {
    this.#finder = finder;
    this.#labels = labels;
    this.#input = element('input', '');
    this.#input.type = 'search';
    this.#input.spellcheck = false;
    this.#input.placeholder = labels.find;
    this.#input.setAttribute('aria-label', labels.find);
    this.#input.addEventListener('input', () => this.#search());
    this.#status = element('span', 'count');
    this.#status.setAttribute('role', 'status');
    this.element = element(
      'div',
      'find',
      this.#input,
      this.#status,
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
    this.#count = 0;
    this.#finder.forget();
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
    this.#tell('');
    if (words.trim() === '') return;
    this.#finder.search(words, (count, first) => {
      this.#count = count;
      if (count === 0) this.#tell(this.#labels.findNothing);
      else this.#show(first);
    });
  }

  #step(by: number): void {
    if (this.#count > 0) this.#show((this.#current + by + this.#count) % this.#count);
  }

  #show(index: number): void {
    this.#current = index;
    this.#tell(fill(this.#labels.findCount, index + 1, this.#count));
    this.#finder.show(index, this.element.getBoundingClientRect().bottom);
  }

  #tell(status: string): void {
    this.#status.textContent = status;
  }
}
