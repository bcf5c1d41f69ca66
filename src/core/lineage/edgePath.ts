import type { LineageBox } from './layout.ts';

/** How far a line leaves a box straight on, in CSS pixels. */
const SHORTEST_LEAD = 22;
const LONGEST_LEAD = 140;
/** How far a line between boxes of one column swings out. */
const SWING = 30;

/** The line from one box to another as an SVG path, to leave and reach them at their sides. */
export function edgePath(from: LineageBox, to: LineageBox): string {
  const [startY, endY] = [middle(from), middle(to)];
  const isBefore = to.x + to.width <= from.x;
  const isAfter = from.x + from.width <= to.x;
  if (!isBefore && !isAfter) {
    const [start, end] = [from.x + from.width, to.x + to.width];
    const out = Math.max(start, end) + SWING;
    return curve(start, startY, out, out, end, endY);
  }
  const start = isBefore ? from.x : from.x + from.width;
  const end = isBefore ? to.x + to.width : to.x;
  const lead = Math.min(LONGEST_LEAD, Math.max(SHORTEST_LEAD, Math.abs(start - end) / 2));
  const towards = isBefore ? -lead : lead;
  return curve(start, startY, start + towards, end - towards, end, endY);
}

const middle = ({ y, height }: LineageBox): number => y + height / 2;

const curve = (x1: number, y1: number, c1: number, c2: number, x2: number, y2: number): string =>
  `M${round(x1)} ${round(y1)}C${round(c1)} ${round(y1)} ${round(c2)} ${round(y2)} ${round(x2)} ${round(y2)}`;

const round = (value: number): number => Math.round(value * 10) / 10;
