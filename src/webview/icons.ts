import { svg } from './svg.ts';

/** Strokes on a field of 16 × 16, drawn in the colour of the text. */
const PATHS = {
  back: 'M10 3 5 8l5 5',
  forward: 'M6 3l5 5-5 5',
  contents: 'M2.5 4h1M6 4h7.5M2.5 8h1M6 8h7.5M2.5 12h1M6 12h7.5',
  find: 'M7 2.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 0 1 0-9M10.3 10.3 14 14',
  more: 'M3 8h.01M8 8h.01M13 8h.01',
  up: 'M3 10l5-5 5 5',
  down: 'M3 6l5 5 5-5',
  close: 'M4 4l8 8M12 4l-8 8',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  fit: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10',
} as const;

export type Icon = keyof typeof PATHS;

export const icon = (name: Icon): SVGSVGElement =>
  svg(
    'svg',
    { viewBox: '0 0 16 16', class: name === 'more' ? 'icon dots' : 'icon', 'aria-hidden': 'true' },
    svg('path', { d: PATHS[name] }),
  );
