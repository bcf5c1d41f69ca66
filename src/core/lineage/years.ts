import type { LineageGraph } from './lineageGraph.ts';

/**
 * The year at which each concept stands; null: before all years.
 *
 * It is the year of its card. A concept without one is no event but a notion, task or practice, and the papers that
 * its card names are often those that made use of it later: cross-entropy would stand at 2023, to the right of the
 * focal loss that builds on it. So it stands before all years, unless it builds on something that has a year: then at
 * the newest of these.
 */
export function standingYears(graph: LineageGraph): Map<string, number | null> {
  const years = new Map<string, number | null>();
  const open = new Set<string>();
  const yearOf = (id: string): number | null => {
    const known = years.get(id);
    if (known !== undefined) return known;
    // A circle: whoever is asked again while it is being looked at adds nothing.
    if (open.has(id)) return null;
    open.add(id);
    const own = graph.concepts.get(id)!.year;
    const below = own === null ? graph.foundations(id, ['builds-on']).map(yearOf) : [];
    const newest = Math.max(-Infinity, ...below.filter((year) => year !== null));
    const year = own ?? (newest === -Infinity ? null : newest);
    open.delete(id);
    years.set(id, year);
    return year;
  };
  for (const id of graph.concepts.keys()) yearOf(id);
  return years;
}
