import type { ReaderPlace, ReaderState } from '../../protocol/readerMessages.ts';
import { MOST_PLACES } from '../../protocol/readerMessages.ts';

/** The documents that a reader has been through, and where in that row one is. */
export class Trail {
  #places: ReaderPlace[] = [];
  #at = -1;

  get current(): ReaderPlace | undefined {
    return this.#places[this.#at];
  }

  get canGoBack(): boolean {
    return this.#at > 0;
  }

  get canGoForward(): boolean {
    return this.#at < this.#places.length - 1;
  }

  get state(): ReaderState {
    return { places: [...this.#places], at: Math.max(0, this.#at) };
  }

  restore({ places, at }: ReaderState): void {
    this.#places = [...places];
    this.#at = at;
  }

  /** Goes on to a place; what was ahead is forgotten. The place that is current already is only changed. */
  go(place: ReaderPlace): void {
    if (this.current?.id === place.id) {
      this.#places[this.#at] = place;
      return;
    }
    this.#places = [...this.#places.slice(0, this.#at + 1), place].slice(-MOST_PLACES);
    this.#at = this.#places.length - 1;
  }

  /** @returns the place one is at then; undefined when there is none in that direction */
  step(by: 1 | -1): ReaderPlace | undefined {
    const next = this.#places[this.#at + by];
    if (next) this.#at += by;
    return next;
  }

  /** Changes the current place. */
  change(change: Partial<Pick<ReaderPlace, 'language' | 'scroll'>>): void {
    const { current } = this;
    if (current) this.#places[this.#at] = { ...current, ...change };
  }
}
