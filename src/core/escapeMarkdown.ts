/** What Markdown reads as more than itself; and what makes a link of a bare address: its `://`, `www.` or `@`. */
const SIGNS = /[\\`*_{}[\]<>()#|~$!&@]|:(?=\/\/)|(?<=\bwww)\./gi;

/** Text that Markdown shows as it is. */
export const escapeMarkdown = (text: string): string => text.replace(SIGNS, '\\$&');
