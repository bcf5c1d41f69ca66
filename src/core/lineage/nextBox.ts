import type { LineageBox, LineageLayout } from './layout.ts';

/** A box in another column counts as so much farther away than one straight above or below. */
const ASIDE = 3;

/** The box that stands next above or below another, nearly in line with it; null at the edge of the map. */
export function nextBox({ boxes }: LineageLayout, id: string, direction: 'up' | 'down'): string | null {
  const from = boxes.get(id);
  if (!from) return null;
  const sign = direction === 'down' ? 1 : -1;
  return nearest(boxes.values(), (box) => {
    const ahead = sign * (box.y - from.y);
    return ahead > 0 ? ahead + ASIDE * gap(box, from) : Infinity;
  });
}

/** The box nearest to a point of the map; null on an empty map. */
export const boxAt = ({ boxes }: LineageLayout, x: number, y: number): string | null =>
  nearest(boxes.values(), (box) => Math.hypot(box.x + box.width / 2 - x, box.y + box.height / 2 - y));

function nearest(boxes: Iterable<LineageBox>, distance: (box: LineageBox) => number): string | null {
  let [best, id]: [number, string | null] = [Infinity, null];
  for (const box of boxes) {
    const far = distance(box);
    if (far < best) [best, id] = [far, box.id];
  }
  return id;
}

/** Pixels between two boxes from left to right; 0 where one stands above the other. */
const gap = (a: LineageBox, b: LineageBox): number =>
  Math.max(0, a.x - (b.x + b.width), b.x - (a.x + a.width));
