import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import cpp from 'highlight.js/lib/languages/cpp';
import diff from 'highlight.js/lib/languages/diff';
import ini from 'highlight.js/lib/languages/ini';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import latex from 'highlight.js/lib/languages/latex';
import python from 'highlight.js/lib/languages/python';
import yaml from 'highlight.js/lib/languages/yaml';

const LANGUAGES = { bash, cpp, diff, ini, javascript, json, latex, python, yaml };

/**
 * Longer code is shown without colours: it is data more often than something that is read, and the patterns of some
 * languages take time that grows with the square of its length.
 */
const LONGEST = 10_000;

let registered = false;

/** Code as HTML with a span for each coloured piece; empty for a language that is not known, as markdown-it expects. */
export function highlightCode(code: string, language: string): string {
  if (!registered) {
    for (const [name, definition] of Object.entries(LANGUAGES)) hljs.registerLanguage(name, definition);
    registered = true;
  }
  if (code.length > LONGEST || !hljs.getLanguage(language)) return '';
  return hljs.highlight(code, { language, ignoreIllegals: true }).value;
}
