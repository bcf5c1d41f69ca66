import { lineageColumns } from './columns.ts';
import type { LineageGraph } from './lineageGraph.ts';
import { lineageRows } from './rows.ts';

/** A concept's place on the map, in CSS pixels at zoom 1. */
export interface LineageBox {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface YearBand {
  /** Null: what has no year of its own. */
  readonly year: number | null;
  readonly x: number;
  readonly width: number;
}

export interface LaneBand {
  readonly category: string;
  readonly y: number;
  readonly height: number;
}

export interface LineageLayout {
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<string, LineageBox>;
  /** From old to young, without gaps between them. */
  readonly years: readonly YearBand[];
  /** From top to bottom, without gaps between them. */
  readonly lanes: readonly LaneBand[];
}

/** From the top: what has most of the lines first, near what it is made with. */
const LANES = ['model', 'architecture', 'method', 'loss', 'training-recipe', 'concept', 'task', 'dataset'];

const BOX_HEIGHT = 28;
const ROW = BOX_HEIGHT + 8;
/** Room for the lines between two columns. */
const COLUMN_GAP = 40;
/** Room above a lane's first box, for the lane's name. */
const LANE_TOP = 28;
const LANE_BOTTOM = 8;

/**
 * Places every concept: years run to the right, each category has a lane.
 *
 * @param widthOf of a concept's box, in CSS pixels
 */
export function layoutLineage(graph: LineageGraph, widthOf: (id: string) => number): LineageLayout {
  const categories = new Set([...graph.concepts.values()].map(({ category }) => category));
  const order = [...categories].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const columns = lineageColumns(graph);
  const { rowOf, laneRows } = lineageRows(graph, columns, order);

  const lanes: LaneBand[] = [];
  let height = 0;
  for (const category of order) {
    const lane = { category, y: height, height: LANE_TOP + laneRows.get(category)! * ROW + LANE_BOTTOM };
    lanes.push(lane);
    height += lane.height;
  }
  const laneOf = new Map(lanes.map((lane) => [lane.category, lane]));

  const boxes = new Map<string, LineageBox>();
  const years: YearBand[] = [];
  let width = 0;
  for (const { year, ids } of columns) {
    const widest = Math.max(0, ...ids.map(widthOf));
    for (const id of ids) {
      const { y } = laneOf.get(graph.concepts.get(id)!.category)!;
      boxes.set(id, {
        id,
        x: width + COLUMN_GAP / 2,
        y: y + LANE_TOP + rowOf.get(id)! * ROW,
        width: widthOf(id),
        height: BOX_HEIGHT,
      });
    }
    const last = years.at(-1);
    const column = widest + COLUMN_GAP;
    if (last?.year === year) years[years.length - 1] = { ...last, width: last.width + column };
    else years.push({ year, x: width, width: column });
    width += column;
  }
  return { width, height, boxes, years, lanes };
}

const rank = (category: string): number => {
  const place = LANES.indexOf(category);
  return place === -1 ? LANES.length : place;
};
