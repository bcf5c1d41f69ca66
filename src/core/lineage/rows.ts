import type { LineageColumn } from './columns.ts';
import { LINEAGE_TYPES, WALKED_TYPES, type LineageGraph } from './lineageGraph.ts';

export interface LineageRows {
  /** Row of each concept in its lane, from 0; no two of one cell share one. */
  readonly rowOf: ReadonlyMap<string, number>;
  /** How many rows each lane has. */
  readonly laneRows: ReadonlyMap<string, number>;
}

/** Sweeps to the right and to the left in turn; more change nothing any more on graphs of some hundred concepts. */
const SWEEPS = 12;
/** How much more a line that is drawn everywhere pulls than one that is drawn now and then. */
const LINEAGE_PULL = 5;

/**
 * Rows such that related boxes stand at similar heights: in each cell the boxes are ordered by the mean height of
 * what they are related to (the barycentre heuristic of layered drawings), and stand as near to it as there is room.
 */
export function lineageRows(
  graph: LineageGraph,
  columns: readonly LineageColumn[],
  lanes: readonly string[],
): LineageRows {
  const categoryOf = (id: string): string => graph.concepts.get(id)!.category;
  const cells = columns.map(({ ids }) => Map.groupBy([...ids].sort(), categoryOf));
  const laneRows = new Map(
    lanes.map((lane) => [lane, Math.max(0, ...cells.map((cell) => cell.get(lane)?.length ?? 0))]),
  );
  const laneStart = new Map<string, number>();
  let start = 0;
  for (const lane of lanes) {
    laneStart.set(lane, start);
    start += laneRows.get(lane)! + 1;
  }

  const rowOf = new Map<string, number>();
  for (const cell of cells) for (const ids of cell.values()) ids.forEach((id, row) => rowOf.set(id, row));
  const heightOf = (id: string): number => laneStart.get(categoryOf(id))! + rowOf.get(id)!;
  const pulls = pullsOf(graph);
  const wanted = (id: string): number => {
    let [sum, weights] = [0, 0];
    for (const [other, weight] of pulls.get(id) ?? []) {
      sum += weight * heightOf(other);
      weights += weight;
    }
    return weights === 0 ? rowOf.get(id)! : sum / weights - laneStart.get(categoryOf(id))!;
  };
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (const cell of sweep % 2 === 0 ? cells : cells.toReversed())
      for (const [lane, ids] of cell) settle(ids, laneRows.get(lane)!, wanted, rowOf);
  }
  return { rowOf, laneRows };
}

/** Places the boxes of a cell in the order and, as far as the others allow, at the height they want. */
function settle(
  ids: readonly string[],
  rows: number,
  wanted: (id: string) => number,
  rowOf: Map<string, number>,
): void {
  const ordered = ids
    .map((id) => ({ id, at: wanted(id) }))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  let free = 0;
  ordered.forEach(({ id, at }, index) => {
    const last = rows - ordered.length + index;
    const row = Math.max(free, Math.min(Math.round(at), last));
    rowOf.set(id, row);
    free = row + 1;
  });
}

function pullsOf(graph: LineageGraph): Map<string, (readonly [string, number])[]> {
  const pulls = new Map<string, (readonly [string, number])[]>();
  const pull = (id: string, other: string, weight: number): void => {
    pulls.set(id, [...(pulls.get(id) ?? []), [other, weight]]);
  };
  for (const { from, to, type } of graph.relations) {
    if (!WALKED_TYPES.includes(type)) continue;
    const weight = LINEAGE_TYPES.includes(type) ? LINEAGE_PULL : 1;
    pull(from, to, weight);
    pull(to, from, weight);
  }
  return pulls;
}
