import { LINEAGE_TYPES, type LineageGraph, type LineageRelation } from '../../core/lineage/lineageGraph.ts';

/** What stands out on the map, seen from the concept one is at. */
export interface Emphasis {
  readonly at: string | null;
  readonly ancestors: ReadonlySet<string>;
  readonly descendants: ReadonlySet<string>;
  /** Others at the end of a line that is drawn from it or to it. */
  readonly neighbours: ReadonlySet<string>;
  /** Lines in the order they are drawn. */
  readonly lines: readonly { readonly relation: LineageRelation; readonly kind: LineKind }[];
}

/** `own`: of the concept itself; `path`: between it and its ancestors or descendants; `other`: the rest. */
export type LineKind = 'own' | 'path' | 'other';

const KINDS: readonly LineKind[] = ['other', 'path', 'own'];

/** @param types of relations that are chosen */
export function emphasisOf(graph: LineageGraph, at: string | null, types: readonly string[]): Emphasis {
  const lineage = LINEAGE_TYPES.filter((type) => types.includes(type));
  const none: ReadonlySet<string> = new Set();
  const ancestors = at === null ? none : graph.ancestors(at, lineage);
  const descendants = at === null ? none : graph.descendants(at, lineage);
  const kindOf = ({ from, to }: LineageRelation): LineKind => {
    if (from === at || to === at) return 'own';
    const isAbove = ancestors.has(from) && ancestors.has(to);
    return isAbove || (descendants.has(from) && descendants.has(to)) ? 'path' : 'other';
  };
  const lines = graph.relations
    .filter(({ type }) => types.includes(type))
    .map((relation) => ({ relation, kind: kindOf(relation) }))
    .filter(({ relation, kind }) => kind === 'own' || lineage.includes(relation.type))
    .sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
  const ends = lines.filter(({ kind }) => kind === 'own').flatMap(({ relation: { from, to } }) => [from, to]);
  const neighbours = new Set(ends.filter((id) => id !== at && !ancestors.has(id) && !descendants.has(id)));
  return { at, ancestors, descendants, neighbours, lines };
}
