import type { Localized } from './language.ts';

/** A drawing of the atlas (`kb/figures/NAME.svg` with `NAME.yaml`): drawn once, its words in two languages. */
export interface AtlasFigure {
  /** File name without ending; `figure:NAME` names it outside. */
  readonly id: string;
  /** Path of the drawing below kb/. */
  readonly path: string;
  readonly titles: Localized;
  /** What stands under it. */
  readonly captions: Localized;
  /** What it says, for those who do not see it. */
  readonly descriptions: Localized;
  /** Concepts it shows, the main one first. */
  readonly concepts: readonly string[];
  /** What stands for `{key}` in the drawing. */
  readonly words: Readonly<Record<string, Localized>>;
  readonly width: number;
  readonly height: number;
  /** What stands inside its `svg` element. */
  readonly drawing: string;
}

/** The name of the drawing that an address in a text of the atlas leads to; null: to none. */
export const drawingOf = (address: string): string | null =>
  /^(?:\.\.\/)?figures\/([a-z0-9-]+)\.svg$/.exec(address)?.[1] ?? null;
