/** Line from 1 of the first place where words stand in a text; 1 when they stand nowhere. */
export const lineOf = (source: string, words: string): number =>
  source.slice(0, Math.max(0, source.indexOf(words))).split('\n').length;
