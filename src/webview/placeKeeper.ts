import type { ReaderState } from '../protocol/readerMessages.ts';

/** Milliseconds without scrolling after which a place is kept. */
const REST = 150;

/** Keeps how far one has read: in the webview's own state for a restart, and with the extension for going back. */
export class PlaceKeeper {
  readonly #setState: (state: ReaderState) => void;
  readonly #tell: (scroll: number) => void;
  #state: ReaderState | null = null;
  #scroll: () => number = () => window.scrollY;
  #timer: number | undefined;

  constructor(setState: (state: ReaderState) => void, tell: (scroll: number) => void) {
    this.#setState = setState;
    this.#tell = tell;
    window.addEventListener('scroll', () => this.moved(), { passive: true });
  }

  /** Another page is shown. @param scroll how far it is read, as `ReaderPlace` has it */
  begin(state: ReaderState, scroll: () => number): void {
    window.clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#state = state;
    this.#scroll = scroll;
    this.#setState(state);
  }

  moved(): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.keep(), REST);
  }

  /** Keeps the place now, if it has changed since. */
  keep(): void {
    if (this.#timer === undefined || !this.#state) return;
    window.clearTimeout(this.#timer);
    this.#timer = undefined;
    const scroll = this.#scroll();
    const { places, at } = this.#state;
    this.#state = { at, places: places.map((place, index) => (index === at ? { ...place, scroll } : place)) };
    this.#setState(this.#state);
    this.#tell(scroll);
  }
}
