import type { LineageGraph } from './lineageGraph.ts';

/** Where one is on a walk through the graph, and the choice that was met there. */
export interface WalkPlace {
  readonly at: string;
  /** The concept one came from; null: none, one went to `at` directly. */
  readonly from: string | null;
  /** `back`: `siblings` are what `from` rests on, `at` among them; `forward`: what rests on `from`. */
  readonly direction: 'back' | 'forward';
  readonly siblings: readonly string[];
}

export const startAt = (id: string): WalkPlace => ({ at: id, from: null, direction: 'back', siblings: [] });

/**
 * One step: `back` to the first thing that the concept rests on, `forward` to the first that rests on it. Turning
 * round leads to where one came from.
 *
 * @returns null where nothing lies in that direction
 */
export function walk(
  graph: LineageGraph,
  place: WalkPlace,
  direction: WalkPlace['direction'],
  types: readonly string[],
): WalkPlace | null {
  const { at, from } = place;
  const siblings = direction === 'back' ? graph.foundations(at, types) : graph.heirs(at, types);
  const turnsRound = place.direction !== direction && from !== null && siblings.includes(from);
  const next = turnsRound ? from : siblings[0];
  return next === undefined ? null : { at: next, from: at, direction, siblings };
}

/**
 * The next or former of the things one could have gone to, round and round.
 *
 * @returns null where there was no choice
 */
export function walkAside(place: WalkPlace, by: 1 | -1): WalkPlace | null {
  const { siblings } = place;
  if (siblings.length < 2) return null;
  const next = siblings.at((siblings.indexOf(place.at) + by) % siblings.length);
  return { ...place, at: next! };
}
