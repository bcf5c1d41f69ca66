import { LINEAGE_TYPES, type LineageConcept, type LineageGraph } from '../../core/lineage/lineageGraph.ts';
import type { WalkPlace } from '../../core/lineage/walk.ts';
import type { LineageMap } from '../../protocol/lineageMessages.ts';
import { fill } from '../elements.ts';

/** How things of the map are called, in the reader's language. */
export class MapNames {
  readonly #map: LineageMap;
  readonly #concepts: ReadonlyMap<string, LineageConcept>;
  readonly #categories: ReadonlyMap<string, string>;

  constructor(map: LineageMap) {
    this.#map = map;
    this.#concepts = new Map(map.concepts.map((concept) => [concept.id, concept]));
    this.#categories = new Map(map.categories.map(({ id, label }) => [id, label]));
  }

  name(id: string): string {
    return this.#concepts.get(id)?.names[this.#map.language] ?? id;
  }

  category(category: string): string {
    return this.#categories.get(category) ?? category;
  }

  year(year: number | null): string {
    return year === null ? this.#map.labels.undated : String(year);
  }

  /** `Qwen2-VL, Model, 2024, builds on Qwen-VL`: of what the graph holds. */
  description(id: string, graph: LineageGraph): string {
    const { labels } = this.#map;
    const { category, year } = this.#concepts.get(id)!;
    const foundations = graph.foundations(id, LINEAGE_TYPES).map((other) => this.name(other));
    const parts = [this.name(id), this.category(category), this.year(year)];
    if (foundations.length > 0) parts.push(fill(labels.buildsOn, foundations.join(labels.comma)));
    return parts.join(this.#map.language === 'zh' ? '，' : ', ');
  }

  /** `2 of 4 that Qwen2-VL builds on`; empty when one went to the concept directly. */
  step({ at, from, direction, siblings }: WalkPlace): string {
    if (from === null) return '';
    const { stepBack, stepForward } = this.#map.labels;
    const label = direction === 'back' ? stepBack : stepForward;
    return fill(label, siblings.indexOf(at) + 1, siblings.length, this.name(from));
  }
}
