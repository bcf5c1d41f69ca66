import { isRecord } from '../../core/isRecord.ts';
import { WALKED_TYPES } from '../../core/lineage/lineageGraph.ts';
import type { LineageMap } from '../../protocol/lineageMessages.ts';

/** What part of the map is in sight: where its top left corner lies in the window, and how large it is drawn. */
export interface MapView {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** What lasts over a reload. */
export interface MapState {
  /** The concept one is at. */
  readonly at: string | null;
  /** Those chosen; none: all. */
  readonly categories: readonly string[];
  readonly types: readonly string[];
  readonly view: MapView | null;
}

export const SMALLEST_SCALE = 0.1;
export const LARGEST_SCALE = 3;

/** What a page stored, as far as it fits the map: that may be of another version. */
export function parseMapState(value: unknown, map: LineageMap): MapState {
  const stored = isRecord(value) ? value : {};
  const known = (list: unknown, all: readonly { readonly id: string }[]): string[] =>
    Array.isArray(list) ? all.map(({ id }) => id).filter((id) => list.includes(id)) : [];
  return {
    at: map.concepts.find(({ id }) => id === stored.at)?.id ?? null,
    categories: known(stored.categories, map.categories),
    types: Array.isArray(stored.types) ? known(stored.types, map.types) : [...WALKED_TYPES],
    view: parseView(stored.view),
  };
}

function parseView(value: unknown): MapView | null {
  if (!isRecord(value)) return null;
  const { x, y, scale } = value;
  if (!Number.isFinite(x) || !Number.isFinite(y) || !Number.isFinite(scale)) return null;
  if ((scale as number) < SMALLEST_SCALE || (scale as number) > LARGEST_SCALE) return null;
  return { x: x as number, y: y as number, scale: scale as number };
}
