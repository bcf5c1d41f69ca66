import type { ContentsConcept, ContentsRelation } from '../atlasContents.ts';

export type LineageConcept = Pick<ContentsConcept, 'id' | 'names' | 'category' | 'year'>;
export type LineageRelation = ContentsRelation;

/** What makes one thing the descendant of another: drawn everywhere, and followed to ancestors. */
export const LINEAGE_TYPES: readonly string[] = ['builds-on', 'variant-of'];
/** What a walk by keyboard follows, the first before the others. */
export const WALKED_TYPES: readonly string[] = [...LINEAGE_TYPES, 'uses'];

type Direction = 'from' | 'to';

/** Concepts and the typed relations between them, each of which points from the younger thing to what it rests on. */
export class LineageGraph {
  readonly concepts: ReadonlyMap<string, LineageConcept>;
  /** Those with both ends among the concepts, and none of a concept to itself. */
  readonly relations: readonly LineageRelation[];
  readonly #by: Readonly<Record<Direction, ReadonlyMap<string, readonly LineageRelation[]>>>;

  constructor(concepts: Iterable<LineageConcept>, relations: Iterable<LineageRelation>) {
    const known = new Map([...concepts].map((concept) => [concept.id, concept]));
    this.concepts = known;
    this.relations = [...relations].filter(({ from, to }) => from !== to && known.has(from) && known.has(to));
    this.#by = {
      from: Map.groupBy(this.relations, ({ from }) => from),
      to: Map.groupBy(this.relations, ({ to }) => to),
    };
  }

  /** Relations that a concept has to others. */
  from(id: string): readonly LineageRelation[] {
    return this.#by.from.get(id) ?? [];
  }

  /** Relations that others have to a concept. */
  to(id: string): readonly LineageRelation[] {
    return this.#by.to.get(id) ?? [];
  }

  /** What a concept rests on directly, in the order of the types. */
  foundations(id: string, types: readonly string[]): string[] {
    return inOrder(this.from(id), types, 'to');
  }

  /** What rests on a concept directly, in the order of the types. */
  heirs(id: string, types: readonly string[]): string[] {
    return inOrder(this.to(id), types, 'from');
  }

  /** All that a concept rests on, directly or through others; never the concept itself. */
  ancestors(id: string, types: readonly string[]): ReadonlySet<string> {
    return this.#reach(id, (each) => this.foundations(each, types));
  }

  /** All that rests on a concept, directly or through others; never the concept itself. */
  descendants(id: string, types: readonly string[]): ReadonlySet<string> {
    return this.#reach(id, (each) => this.heirs(each, types));
  }

  /** Only concepts of these categories and the relations between them: no chain passes through what is left out. */
  only(categories: ReadonlySet<string>): LineageGraph {
    const kept = [...this.concepts.values()].filter(({ category }) => categories.has(category));
    return new LineageGraph(kept, this.relations);
  }

  /** The concept with most ways through it from ancestors to descendants: a good place to begin. Null: there is none. */
  hub(types: readonly string[]): string | null {
    let [most, hub]: [number, string | null] = [-1, null];
    for (const id of this.concepts.keys()) {
      const ways = (this.ancestors(id, types).size + 1) * (this.descendants(id, types).size + 1);
      if (ways > most) [most, hub] = [ways, id];
    }
    return hub;
  }

  #reach(start: string, next: (id: string) => readonly string[]): Set<string> {
    const reached = new Set([start]);
    for (const id of reached) for (const other of next(id)) reached.add(other);
    reached.delete(start);
    return reached;
  }
}

function inOrder(relations: readonly LineageRelation[], types: readonly string[], end: Direction): string[] {
  const ids = types.flatMap((type) =>
    relations.filter((relation) => relation.type === type).map((relation) => relation[end]),
  );
  return [...new Set(ids)];
}
