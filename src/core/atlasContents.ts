import type { Localized } from './language.ts';

/** A chapter of the survey in the order it is read. */
export interface ContentsChapter {
  /** Without language, for example `clip`. */
  readonly id: string;
  /** `document:…` of each language. */
  readonly documents: Localized;
  readonly titles: Localized;
  readonly concepts: readonly string[];
}

export interface ContentsConcept {
  readonly id: string;
  readonly names: Localized;
  readonly category: string;
  readonly year: number | null;
  /** `paper:KEY`, the defining one first. */
  readonly papers: readonly string[];
}

export interface ContentsPaper {
  /** `paper:KEY` */
  readonly id: string;
  readonly title: string;
  readonly firstAuthor: string;
  readonly year: number | null;
  readonly venue: string;
  /** Chapters whose concepts name it. */
  readonly chapters: readonly string[];
}

export interface ContentsFigure {
  /** `figure:NAME` */
  readonly id: string;
  readonly titles: Localized;
  readonly captions: Localized;
  readonly concepts: readonly string[];
}

/** `from` builds on, uses, is part of… `to`; both are concept ids of the contents. */
export interface ContentsRelation {
  readonly from: string;
  readonly type: string;
  readonly to: string;
}

/** `dist/atlas/contents.json`: what the atlas consists of, for trees, maps and previews that need no engine. */
export interface AtlasContents {
  readonly version: 1;
  readonly chapters: readonly ContentsChapter[];
  readonly concepts: readonly ContentsConcept[];
  readonly papers: readonly ContentsPaper[];
  readonly figures: readonly ContentsFigure[];
  readonly relations: readonly ContentsRelation[];
}

/** @throws Error for a text that is no such file, or of another version */
export function parseContents(json: string): AtlasContents {
  const contents = JSON.parse(json) as Partial<AtlasContents>;
  if (contents.version !== 1)
    throw new Error(`it has version ${String(contents.version)}, this one reads 1; build the atlas again`);
  return contents as AtlasContents;
}
