import { layoutLineage, type LineageLayout } from '../../core/lineage/layout.ts';
import { LINEAGE_TYPES, LineageGraph, WALKED_TYPES } from '../../core/lineage/lineageGraph.ts';
import { boxAt, nextBox } from '../../core/lineage/nextBox.ts';
import { startAt, walk, walkAside, type WalkPlace } from '../../core/lineage/walk.ts';
import type { LineageMap } from '../../protocol/lineageMessages.ts';
import { element, fill, iconButton } from '../elements.ts';
import { Axes } from './axes.ts';
import { Chips, lineChoices } from './choices.ts';
import { conceptPanel, emptyPanel } from './conceptPanel.ts';
import { emphasisOf } from './emphasis.ts';
import { FindBox } from './findBox.ts';
import { MapDrawing } from './mapDrawing.ts';
import { MapNames } from './mapNames.ts';
import type { MapState } from './mapState.ts';
import { Viewport } from './viewport.ts';

/** Milliseconds without moving after which the view is kept. */
const REST = 200;

export interface ViewActions {
  readonly save: (state: MapState) => void;
  readonly openCard: (id: string) => void;
}

/** The map with its controls, and the concept one is at. */
export class LineageView {
  readonly element: HTMLElement;
  readonly #map: LineageMap;
  readonly #actions: ViewActions;
  readonly #names: MapNames;
  readonly #all: LineageGraph;
  readonly #drawing = new MapDrawing();
  readonly #axes = new Axes();
  readonly #field = element('div', 'map', this.#drawing.element, this.#axes.element);
  readonly #status = element('p', 'status');
  readonly #panel = element('aside', 'panel');
  readonly #viewport: Viewport;
  readonly #find: FindBox;
  readonly #chips: Chips;
  #graph: LineageGraph;
  #layout: LineageLayout;
  #types: readonly string[];
  #place: WalkPlace | null = null;
  #saving = 0;

  constructor(map: LineageMap, state: MapState, actions: ViewActions) {
    const { labels, categories, types } = map;
    this.#map = map;
    this.#actions = actions;
    this.#names = new MapNames(map);
    this.#all = new LineageGraph(map.concepts, map.relations);
    this.#types = state.types;
    this.#find = new FindBox(labels, {
      concepts: map.concepts,
      isShown: (id) => this.#graph.concepts.has(id),
      name: (id) => this.#names.name(id),
      goTo: (id) => this.goTo(id),
    });
    this.#chips = new Chips(labels, categories, state.categories, () => this.#filter());
    this.#viewport = new Viewport(this.#field, (view) => {
      this.#drawing.move(view);
      this.#axes.move(view);
      this.#saveSoon();
    });
    this.#drawing.measure(this.#all.concepts.keys(), (id) => this.#names.name(id));
    [this.#graph, this.#layout] = this.#lay();
    this.element = this.#assemble(types, labels);
    this.#listen();
  }

  /** What can only be done once the element is in the page: where one was, or where most lines meet. */
  begin({ at, view }: MapState): void {
    this.#redraw();
    if (view) this.#viewport.show(view);
    else this.#showHub();
    const isThere = at !== null && this.#graph.concepts.has(at);
    if (isThere) this.#stand(startAt(at));
    else this.#show(null);
  }

  /** Goes to a concept; when its category is filtered out, that is chosen too. */
  goTo(id: string): void {
    const concept = this.#all.concepts.get(id);
    if (!concept) return;
    if (!this.#graph.concepts.has(id)) {
      this.#chips.add(concept.category);
      [this.#graph, this.#layout] = this.#lay();
      this.#redraw();
    }
    this.#stand(startAt(id));
    this.#drawing.focus(id);
  }

  #assemble(types: LineageMap['types'], labels: LineageMap['labels']): HTMLElement {
    const help = element('p', 'unseen', labels.help);
    help.id = 'help';
    const attributes = {
      role: 'application',
      tabindex: '-1',
      'aria-label': labels.map,
      'aria-describedby': 'help',
    };
    for (const [name, value] of Object.entries(attributes)) this.#field.setAttribute(name, value);
    this.#status.setAttribute('role', 'status');
    this.#status.setAttribute('aria-live', 'polite');
    const zoom = element(
      'div',
      'zoom',
      iconButton('minus', labels.zoomOut, () => this.#viewport.zoomOut()),
      iconButton('plus', labels.zoomIn, () => this.#viewport.zoomIn()),
      iconButton('fit', labels.fit, () => this.#viewport.fit()),
    );
    const relations = lineChoices(labels, types, this.#types, (chosen) => {
      this.#types = chosen;
      this.#show(this.#place);
    });
    const bar = element('div', 'controls', this.#find.element, relations, zoom, this.#chips.element);
    const stage = element('div', 'stage', this.#field, this.#status);
    return element('main', 'lineage', bar, element('div', 'body', stage, this.#panel), help);
  }

  #listen(): void {
    const field = this.#field;
    field.addEventListener('click', ({ target }) => {
      const id = this.#drawing.idOf(target);
      if (id === null) this.#clear();
      else if (id !== this.#place?.at) this.#show(startAt(id));
    });
    field.addEventListener('dblclick', ({ target }) => {
      const id = this.#drawing.idOf(target);
      if (id !== null) this.#actions.openCard(id);
    });
    field.addEventListener('focusin', ({ target }) => {
      const id = this.#drawing.idOf(target);
      // A press of the pointer is answered by the click: until then the map must not move away under it.
      if (id === null || id === this.#place?.at || !(target as Element).matches(':focus-visible')) return;
      this.#stand(startAt(id));
    });
    field.addEventListener('keydown', (event) => this.#walkKey(event));
    document.addEventListener('keydown', (event) => this.#mapKey(event));
  }

  #lay(): [LineageGraph, LineageLayout] {
    const { chosen } = this.#chips;
    const graph = chosen.size === 0 ? this.#all : this.#all.only(chosen);
    return [graph, layoutLineage(graph, (id) => this.#drawing.widthOf(id))];
  }

  #redraw(): void {
    const names = this.#names;
    const { width, height } = this.#layout;
    this.#drawing.draw(this.#graph, this.#layout, {
      name: (id) => names.name(id),
      description: (id) => names.description(id, this.#graph),
    });
    this.#axes.draw(this.#layout, {
      year: (year) => names.year(year),
      category: (category) => names.category(category),
    });
    this.#viewport.setSize(width, height);
  }

  #filter(): void {
    [this.#graph, this.#layout] = this.#lay();
    this.#redraw();
    const at = this.#place?.at;
    if (at !== undefined && this.#graph.concepts.has(at)) {
      this.#show(startAt(at));
      this.#viewport.reveal(this.#layout.boxes.get(at)!, true);
    } else {
      this.#show(null);
      this.#showHub();
    }
  }

  #showHub(): void {
    const hub = this.#graph.hub(LINEAGE_TYPES);
    if (hub !== null) this.#viewport.showAround(this.#layout.boxes.get(hub)!);
  }

  /** Shows a concept, and brings it into sight. */
  #stand(place: WalkPlace): void {
    this.#show(place);
    this.#viewport.reveal(this.#layout.boxes.get(place.at)!);
  }

  #show(place: WalkPlace | null): void {
    this.#place = place;
    const at = place?.at ?? null;
    this.#drawing.emphasise(emphasisOf(this.#graph, at, this.#types));
    const tabStop = at ?? boxAt(this.#layout, ...this.#viewport.middle());
    if (tabStop !== null) this.#drawing.setTabStop(tabStop);
    this.#panel.replaceChildren(...this.#panelOf(at));
    this.#panel.scrollTop = 0;
    this.#tell(place ? this.#names.step(place) : '');
    this.#save();
  }

  #panelOf(at: string | null): Node[] {
    if (at === null) return emptyPanel(this.#map);
    return conceptPanel(this.#all.concepts.get(at)!, this.#all, this.#map, this.#names, {
      goTo: (id) => this.goTo(id),
      openCard: (id) => this.#actions.openCard(id),
      isShown: (id) => this.#graph.concepts.has(id),
    });
  }

  #tell(news: string): void {
    const at = this.#place?.at;
    const about = at === undefined ? '' : this.#names.description(at, this.#graph);
    this.#status.replaceChildren(element('span', 'news', news), element('span', '', about));
  }

  #clear(): void {
    this.#show(null);
    this.#field.focus();
  }

  #walkKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const place = this.#place;
    const isArrow = event.key.startsWith('Arrow');
    if (event.key === 'Escape') this.#clear();
    else if (isArrow && place) this.#step(place, event.key);
    else if (isArrow) {
      const nearest = boxAt(this.#layout, ...this.#viewport.middle());
      if (nearest !== null) this.goTo(nearest);
    } else if ((event.key === 'Enter' || event.key === ' ') && place) this.#actions.openCard(place.at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #step(place: WalkPlace, key: string): void {
    const { labels } = this.#map;
    const types = WALKED_TYPES.filter((type) => this.#types.includes(type));
    const isBack = key === 'ArrowLeft';
    if (isBack || key === 'ArrowRight') {
      const next = walk(this.#graph, place, isBack ? 'back' : 'forward', types);
      if (next) this.#moveTo(next);
      else this.#tell(fill(isBack ? labels.nothingBefore : labels.nothingAfter, this.#names.name(place.at)));
      return;
    }
    const isDown = key === 'ArrowDown';
    const aside = walkAside(place, isDown ? 1 : -1);
    const beside = aside ? null : nextBox(this.#layout, place.at, isDown ? 'down' : 'up');
    if (aside) this.#moveTo(aside);
    else if (beside !== null) this.#moveTo(startAt(beside));
  }

  #moveTo(place: WalkPlace): void {
    this.#stand(place);
    this.#drawing.focus(place.at);
  }

  #mapKey(event: KeyboardEvent): void {
    const isTyping = event.target instanceof HTMLInputElement && event.target.type === 'text';
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '/') this.#find.focus();
    else if (event.key === '+' || event.key === '=') this.#viewport.zoomIn();
    else if (event.key === '-') this.#viewport.zoomOut();
    else if (event.key === '0') this.#viewport.fit();
    else return;
    event.preventDefault();
  }

  /** Moving ends when it has rested for a while. */
  #saveSoon(): void {
    clearTimeout(this.#saving);
    this.#saving = window.setTimeout(() => this.#save(), REST);
  }

  #save(): void {
    clearTimeout(this.#saving);
    this.#actions.save({
      at: this.#place?.at ?? null,
      categories: [...this.#chips.chosen],
      types: this.#types,
      view: this.#viewport.view,
    });
  }
}
