import { element } from '../elements.ts';

/**
 * Keeps a selection by mouse from leaping. Words are placed each on its own, and between them a browser takes the
 * end of the page for the nearest text. So while something is selected, an element lies under the words of its page
 * that stands, in the order of the text, next to the word where the selection ends just now.
 */
export class SteadySelection {
  readonly #root: HTMLElement;
  readonly #end = element('div', 'selection-end');
  readonly #listening = new AbortController();

  constructor(root: HTMLElement) {
    this.#root = root;
    const { signal } = this.#listening;
    document.addEventListener('selectionchange', () => this.#follow(), { signal });
  }

  dispose(): void {
    this.#listening.abort();
    this.#end.remove();
  }

  #follow(): void {
    const selection = document.getSelection();
    const { focusNode } = selection ?? {};
    if (!selection || selection.isCollapsed || !focusNode || !this.#root.contains(focusNode)) {
      this.#end.remove();
      return;
    }
    const word = (focusNode instanceof Element ? focusNode : focusNode.parentElement)?.closest(
      '.text > span',
    );
    if (!word) return;
    const range = selection.getRangeAt(0);
    const isBackward = range.startContainer === focusNode && range.startOffset === selection.focusOffset;
    if (isBackward) {
      if (word.previousSibling !== this.#end) word.before(this.#end);
    } else if (word.nextSibling !== this.#end) word.after(this.#end);
  }
}
