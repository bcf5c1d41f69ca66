import type { ContentProblem } from '../core/concept.ts';
import { lineAt } from '../core/lineAt.ts';

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly inner: string;
}

/** What a drawing is made of; everything that can load, run or cover something is absent. */
const ELEMENTS = new Set('svg g rect circle ellipse line path polyline polygon text tspan'.split(' '));
const ATTRIBUTES = new Set(
  'class x y width height rx ry cx cy r x1 y1 x2 y2 d points transform dx dy'.split(' '),
);
const TAG = /<(\/?)([A-Za-z][\w-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g;
const ROOT = /^\s*<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 (\d+) (\d+)">/;

/**
 * Reads a drawing: an `svg` element with a view box and nothing but shapes, words and classes. Colours, fonts and
 * arrow heads come with the style that all drawings share.
 */
export function parseDrawing(
  source: string,
  path: string,
): { readonly drawing: Drawing | null; readonly problems: readonly ContentProblem[] } {
  const problems: ContentProblem[] = [];
  const complain = (at: number, message: string): void =>
    void problems.push({ file: path, line: lineAt(source, at), message });
  const root = ROOT.exec(source);
  if (!root) {
    const wanted = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 WIDTH HEIGHT">';
    complain(0, `A drawing begins with ${wanted}, nothing else in the tag.`);
    return { drawing: null, problems };
  }
  const open: string[] = [];
  let end = 0;
  let closed = -1;
  const text = (from: number, to: number): void => {
    const stray = source.slice(from, to).search(/[<>]|&(?!(?:amp|lt|gt|quot|#\d+);)/);
    if (stray >= 0)
      complain(from + stray, 'A `<`, `>` or `&` that is no part of a tag: write &lt;, &gt;, &amp;.');
  };
  for (const match of source.matchAll(TAG)) {
    const [whole, closing, name = '', attributes = '', self] = match;
    text(end, match.index);
    end = match.index + whole.length;
    if (!ELEMENTS.has(name))
      complain(match.index, `Unknown element <${name}>; known are ${[...ELEMENTS].join(', ')}.`);
    if (closing) {
      const expected = open.pop();
      if (expected !== name) complain(match.index, `</${name}> closes <${expected ?? 'nothing'}>.`);
      if (open.length === 0 && closed < 0) closed = match.index;
      continue;
    }
    if (!self) open.push(name);
    if (name === 'svg') continue;
    for (const [, attribute = ''] of attributes.matchAll(/\s([\w:-]+)=/g)) {
      if (!ATTRIBUTES.has(attribute))
        complain(match.index, `Unknown attribute ${attribute}; known are ${[...ATTRIBUTES].join(', ')}.`);
    }
  }
  text(end, source.length);
  if (open.length > 0) complain(source.length, `<${open.at(-1)!}> is not closed.`);
  const inner = source.slice(root[0].length, Math.max(closed, 0));
  return {
    drawing: problems.length === 0 ? { width: Number(root[1]), height: Number(root[2]), inner } : null,
    problems,
  };
}
