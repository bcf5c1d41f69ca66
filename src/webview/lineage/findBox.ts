import { findConcepts } from '../../core/lineage/findConcepts.ts';
import type { LineageConcept } from '../../core/lineage/lineageGraph.ts';
import { element, fill } from '../elements.ts';

export interface FindWords {
  readonly find: string;
  readonly findCount: string;
  readonly findNothing: string;
}

export interface FindActions {
  readonly concepts: readonly LineageConcept[];
  /** Is it on the map, and not filtered out? */
  readonly isShown: (id: string) => boolean;
  readonly name: (id: string) => string;
  readonly goTo: (id: string) => void;
}

/** How many matches are listed; that there are more is told by number. */
const MOST_LISTED = 10;

/** A box for a name, with its matches below it (a combobox): Up and Down choose one, Enter goes to it. */
export class FindBox {
  readonly element: HTMLElement;
  readonly #input = element('input', '');
  readonly #list = element('ul', 'matches');
  readonly #count = element('span', 'count');
  readonly #words: FindWords;
  readonly #actions: FindActions;
  #matches: readonly string[] = [];
  #chosen = 0;

  constructor(words: FindWords, actions: FindActions) {
    this.#words = words;
    this.#actions = actions;
    this.#list.id = 'matches';
    this.#list.setAttribute('role', 'listbox');
    this.#list.setAttribute('aria-label', words.find);
    this.#count.setAttribute('role', 'status');
    this.#prepareInput();
    this.element = element('div', 'find', this.#input, this.#count, this.#list);
    this.element.addEventListener('focusout', () => this.#show([]));
    this.#show([]);
  }

  focus(): void {
    this.#input.focus();
    this.#input.select();
  }

  #prepareInput(): void {
    const input = this.#input;
    input.type = 'text';
    input.placeholder = this.#words.find;
    input.spellcheck = false;
    const attributes = {
      role: 'combobox',
      'aria-label': this.#words.find,
      'aria-controls': 'matches',
      'aria-autocomplete': 'list',
      'aria-keyshortcuts': '/',
    };
    for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
    input.addEventListener('input', () => this.#find());
    input.addEventListener('focus', () => this.#find());
    input.addEventListener('keydown', (event) => this.#key(event));
  }

  #find(): void {
    const words = this.#input.value;
    this.#show(findConcepts(this.#actions.concepts, words));
    if (words.trim() !== '' && this.#matches.length === 0) this.#count.textContent = this.#words.findNothing;
  }

  #show(matches: readonly string[]): void {
    this.#matches = matches;
    const items = matches.slice(0, MOST_LISTED).map((id, index) => {
      const item = element('li', this.#actions.isShown(id) ? '' : 'hidden-now', this.#actions.name(id));
      item.id = `match-${index}`;
      item.setAttribute('role', 'option');
      // Before the box loses the focus, which would take the list away.
      item.addEventListener('pointerdown', (event) => {
        event.preventDefault();
        this.#leaveFor(id);
      });
      return item;
    });
    this.#list.replaceChildren(...items);
    this.#list.hidden = items.length === 0;
    this.#input.setAttribute('aria-expanded', String(items.length > 0));
    this.#count.textContent = '';
    this.#input.removeAttribute('aria-activedescendant');
    if (items.length > 0) this.#choose(0);
  }

  #choose(index: number): void {
    this.#chosen = index;
    [...this.#list.children].forEach((item, each) =>
      item.setAttribute('aria-selected', String(each === index)),
    );
    this.#input.setAttribute('aria-activedescendant', `match-${index}`);
    this.#count.textContent = fill(this.#words.findCount, index + 1, this.#matches.length);
  }

  #key(event: KeyboardEvent): void {
    // Enter ends the choice of a word in a Chinese input method first.
    if (event.isComposing) return;
    const listed = Math.min(this.#matches.length, MOST_LISTED);
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by !== 0 && listed > 0) this.#choose((this.#chosen + by + listed) % listed);
    else if (event.key === 'Enter' && listed > 0) this.#leaveFor(this.#matches[this.#chosen]!);
    else if (event.key === 'Escape' && this.#input.value !== '') {
      this.#input.value = '';
      this.#find();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #leaveFor(id: string): void {
    this.#input.value = '';
    this.#show([]);
    this.#actions.goTo(id);
  }
}
