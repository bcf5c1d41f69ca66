import { readFileSync } from 'node:fs';
import { inRoot } from './paths.mjs';

/**
 * The patterns of .vscodeignore that let a file into the VSIX. `**` stands for any folders, `*` for anything but a
 * slash, as for vsce.
 *
 * @returns {string[]}
 */
export function allowedPatterns() {
  const lines = readFileSync(inRoot('.vscodeignore'), 'utf8').split('\n');
  return lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1).trim());
}

/**
 * @param {string[]} patterns
 * @returns {(file: string) => boolean} whether a path with forward slashes, from the extension's root, matches one
 */
export function matcher(patterns) {
  const expressions = patterns.map(
    (pattern) =>
      new RegExp(
        `^${pattern
          .split(/(\*\*\/?|\*)/)
          .map(part)
          .join('')}$`,
      ),
  );
  return (file) => expressions.some((expression) => expression.test(file));
}

const WILDCARDS = { '**/': '(?:[^/]+/)*', '**': '.+', '*': '[^/]*' };
const part = (text) => WILDCARDS[text] ?? text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
