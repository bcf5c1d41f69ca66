/** What the find bar looks through. */
export interface Finder {
  /**
   * Looks for words; an answer that comes after `forget` or another search is not told.
   * @param found how many places there are, and which of them, from 0, is to be shown first
   */
  search(words: string, found: (count: number, first: number) => void): void;
  /** Brings a place into view. @param index from 0 @param top height of what lies over the page */
  show(index: number, top: number): void;
  /** Takes the marks off the page. */
  forget(): void;
}
