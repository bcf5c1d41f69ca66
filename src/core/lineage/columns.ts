import { LINEAGE_TYPES, type LineageConcept, type LineageGraph } from './lineageGraph.ts';
import { standingYears } from './years.ts';

/** Boxes that stand above each other in one lane of one column; more start another column of the same year. */
export const MOST_ROWS = 8;

/** A column of the map: the whole of a year, or a part of it. */
export interface LineageColumn {
  readonly year: number | null;
  readonly ids: readonly string[];
}

/**
 * Columns from old to young. A year has as many as it needs for what builds on something of the same year to stand
 * right of it, and for no lane to hold more than `MOST_ROWS`.
 */
export function lineageColumns(graph: LineageGraph): LineageColumn[] {
  const yearOf = standingYears(graph);
  const years = Map.groupBy(graph.concepts.values(), ({ id }) => yearOf.get(id)!);
  const inOrder = [...years].sort(([a], [b]) => (a ?? -Infinity) - (b ?? -Infinity));
  return inOrder.flatMap(([year, concepts]) => columnsOfYear(graph, concepts).map((ids) => ({ year, ids })));
}

function columnsOfYear(graph: LineageGraph, concepts: readonly LineageConcept[]): string[][] {
  const columns: string[][] = [];
  const counts: Map<string, number>[] = [];
  const placed = new Map<string, number>();
  for (const { id, category } of foundationsFirst(graph, concepts)) {
    const foundations = graph.foundations(id, LINEAGE_TYPES);
    let column = Math.max(0, ...foundations.map((other) => (placed.get(other) ?? -1) + 1));
    while ((counts[column]?.get(category) ?? 0) >= MOST_ROWS) column += 1;
    while (columns.length <= column) {
      columns.push([]);
      counts.push(new Map());
    }
    columns[column]!.push(id);
    counts[column]!.set(category, (counts[column]!.get(category) ?? 0) + 1);
    placed.set(id, column);
  }
  return columns;
}

/** Each concept after what it rests on, by id otherwise. Where relations run in a circle, one of them is passed over. */
function foundationsFirst(graph: LineageGraph, concepts: readonly LineageConcept[]): LineageConcept[] {
  const waiting = new Map(concepts.map((concept) => [concept.id, concept]));
  const depths = new Map<string, number>();
  const depth = (id: string): number => {
    const known = depths.get(id);
    if (known !== undefined) return known;
    depths.set(id, 0);
    const below = graph.foundations(id, LINEAGE_TYPES).filter((other) => waiting.has(other));
    const found = Math.max(0, ...below.map((other) => depth(other) + 1));
    depths.set(id, found);
    return found;
  };
  const byId = [...concepts].sort((a, b) => (a.id < b.id ? -1 : 1));
  return byId
    .map((concept) => ({ concept, depth: depth(concept.id) }))
    .sort((a, b) => a.depth - b.depth)
    .map(({ concept }) => concept);
}
