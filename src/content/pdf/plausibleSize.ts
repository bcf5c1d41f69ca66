/** Points. */
export interface PageSize {
  readonly width: number;
  readonly height: number;
}

const LETTER: PageSize = { width: 612, height: 792 };
const LONGEST_SIDE = 1_000_000;

/** The size that a page states, or that of a letter where it states none that can be. */
export function plausibleSize(width: number, height: number): PageSize {
  const isPossible = width > 0 && height > 0 && Number.isFinite(width) && Number.isFinite(height);
  if (!isPossible) return LETTER;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  return { width: width * scale, height: height * scale };
}
