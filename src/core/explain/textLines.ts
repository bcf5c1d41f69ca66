import type { Lines } from './explainer.ts';

/** A text that is held whole, by lines. */
export function textLines(text: string): Lines {
  const lines = text.split(/\r\n?|\n/);
  return { count: lines.length, line: (number) => lines[number] ?? '' };
}
