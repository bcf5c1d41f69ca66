const CODE_AND_FORMULAS = /```[\s\S]*?```|`[^`\n]*`|\$\$[\s\S]*?\$\$|\$[^$\n]+\$/g;

/** White space in the place of words, line by line and offset by offset. */
export const blank = (words: string): string => words.replace(/[^\n]/g, ' ');

export const withoutCodeAndFormulas = (source: string): string => source.replace(CODE_AND_FORMULAS, blank);
