import { element } from '../elements.ts';
import { svg } from '../svg.ts';

interface Choice {
  readonly id: string;
  readonly label: string;
}

/** Buttons of which any number can be pressed; the first stands for "all" and is pressed while no other is. */
export class Chips {
  readonly element = element('div', 'chips');
  readonly #buttons = new Map<string | null, HTMLButtonElement>();
  readonly #chosen: Set<string>;
  readonly #onChange: () => void;

  constructor(
    labels: { readonly categories: string; readonly everyCategory: string },
    choices: readonly Choice[],
    chosen: readonly string[],
    onChange: () => void,
  ) {
    this.#onChange = onChange;
    this.#chosen = new Set(chosen);
    this.element.setAttribute('role', 'group');
    this.element.setAttribute('aria-label', labels.categories);
    this.#add(null, labels.everyCategory);
    for (const { id, label } of choices) this.#add(id, label);
    this.#show();
  }

  /** None: all. */
  get chosen(): ReadonlySet<string> {
    return this.#chosen;
  }

  /** Chooses one more, without telling of the change. */
  add(id: string): void {
    this.#chosen.add(id);
    this.#show();
  }

  #add(id: string | null, label: string): void {
    const chip = element('button', 'chip', label);
    chip.type = 'button';
    if (id !== null) chip.dataset.category = id;
    chip.addEventListener('click', () => {
      if (id === null) this.#chosen.clear();
      else if (!this.#chosen.delete(id)) this.#chosen.add(id);
      this.#show();
      this.#onChange();
    });
    this.#buttons.set(id, chip);
    this.element.append(chip);
  }

  #show(): void {
    for (const [id, chip] of this.#buttons) {
      const isPressed = id === null ? this.#chosen.size === 0 : this.#chosen.has(id);
      chip.setAttribute('aria-pressed', String(isPressed));
    }
  }
}

/** Checkboxes behind a title that opens them, each with a sample of its line. */
export function lineChoices(
  { relations, relationsHint }: { readonly relations: string; readonly relationsHint: string },
  choices: readonly Choice[],
  chosen: readonly string[],
  onChange: (chosen: readonly string[]) => void,
): HTMLDetailsElement {
  const boxes = choices.map(({ id, label }) => {
    const box = element('input', '');
    box.type = 'checkbox';
    box.value = id;
    box.checked = chosen.includes(id);
    return { box, label: element('label', '', box, lineSample(id), label) };
  });
  const group = element('fieldset', '', ...boxes.map(({ label }) => label), element('p', '', relationsHint));
  group.setAttribute('aria-label', relations);
  group.addEventListener('change', () =>
    onChange(boxes.filter(({ box }) => box.checked).map(({ box }) => box.value)),
  );
  const details = element('details', 'relations', element('summary', '', relations), group);
  details.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !details.open) return;
    details.open = false;
    details.querySelector('summary')?.focus();
  });
  // It lies over the map: it goes when one turns to something else.
  document.addEventListener('pointerdown', ({ target }) => {
    if (!details.contains(target as Node)) details.open = false;
  });
  return details;
}

const lineSample = (type: string): SVGSVGElement =>
  svg(
    'svg',
    { class: 'sample', viewBox: '0 0 30 6', 'aria-hidden': 'true' },
    svg('path', { class: `line own ${type}`, d: 'M0 3H30' }),
  );
