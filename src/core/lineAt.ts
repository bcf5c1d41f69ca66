/** Line from 1 of a UTF-16 offset in a text. */
export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** Line from 1 of the first place where words stand in a text; 1 when they stand nowhere. */
export const lineOf = (text: string, words: string): number => lineAt(text, Math.max(0, text.indexOf(words)));
