import type { FromReader, PdfPage, ToReader } from '../../protocol/readerMessages.ts';
import { pageBar, type PageBar } from './pageBar.ts';
import { PdfFinder } from './pdfFinder.ts';
import { PdfView } from './pdfView.ts';

type PdfAnswer = Extract<ToReader, { readonly type: 'pdfPage' | 'pdfFailed' | 'pdfMatches' }>;

/** A PDF in the reader: its pages, the bar that tells and turns them, and the search through all of them. */
export class PdfReader {
  readonly finder: PdfFinder;
  readonly #shown: PdfPage;
  readonly #view: PdfView;
  readonly #bar: PageBar;
  readonly #listening = new AbortController();

  /** @param moved called when another page is read */
  constructor(shown: PdfPage, send: (message: FromReader) => void, moved: () => void) {
    this.#shown = shown;
    this.#view = new PdfView(shown, {
      wants: (page, width) => send({ type: 'pdfPage', page, width }),
      onPage: (page) => {
        this.#bar.show(page);
        moved();
      },
    });
    this.#bar = pageBar(
      shown.pages.length,
      shown.labels,
      () => this.#view.page,
      (page) => this.#view.goTo(page),
    );
    this.finder = new PdfFinder(this.#view, (query) => send({ type: 'pdfFind', query }));
    const { signal } = this.#listening;
    document.addEventListener('keydown', (event) => this.#key(event), { signal });
  }

  get element(): HTMLElement {
    return this.#view.element;
  }

  get bar(): HTMLElement {
    return this.#bar.element;
  }

  /** The page that is read, from 1. */
  get page(): number {
    return this.#view.page;
  }

  /** Goes to where the PDF is to be opened; its pages must be in the document by now. */
  begin(): void {
    const { page, box } = this.#shown;
    this.#bar.show(page);
    if (page > 1 || box) this.#view.goTo(page, box);
  }

  receive(message: PdfAnswer): void {
    if (message.type === 'pdfPage') void this.#view.showPage(message);
    else if (message.type === 'pdfFailed') this.#view.failPage(message.page, message.message);
    else this.finder.answer(message.query, message.matches);
  }

  dispose(): void {
    this.#listening.abort();
    this.#view.dispose();
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
    if (event.key === 'PageDown') this.#turn(1);
    else if (event.key === 'PageUp') this.#turn(-1);
    else return;
    event.preventDefault();
  }

  #turn(by: number): void {
    this.#view.goTo(Math.min(this.#view.pageCount, Math.max(1, this.#view.page + by)));
  }
}
