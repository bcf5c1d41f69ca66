import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseFigure } from '../../src/content/figure.ts';
import { figureSvg } from '../../src/content/figureSvg.ts';
import type { AtlasFigure } from '../../src/core/figure.ts';
import type { Language } from '../../src/core/language.ts';

const ROOT = join(import.meta.dirname, '../..');
const FIGURES = join(ROOT, 'kb/figures');

/** Colours of three themes of VS Code, as a webview gets them. */
export const THEMES = {
  light: { background: '#ffffff', foreground: '#3b3b3b', 'widget-border': '#cecece' },
  dark: {
    background: '#1f1f1f',
    foreground: '#cccccc',
    descriptionForeground: '#9d9d9d',
    'widget-border': '#454545',
    'charts-blue': '#59a4f9',
    'charts-orange': '#d18616',
    'charts-green': '#89d185',
    'charts-purple': '#ad80d7',
    'charts-red': '#f48771',
  },
  contrast: {
    background: '#000000',
    foreground: '#ffffff',
    descriptionForeground: '#ffffff',
    contrastBorder: '#6fc3df',
    'charts-blue': '#59a4f9',
    'charts-orange': '#d18616',
    'charts-green': '#89d185',
    'charts-purple': '#ad80d7',
    'charts-red': '#f48771',
  },
} as const;
export type Theme = keyof typeof THEMES;

/** @throws Error with file, line and mend for a figure that cannot be read */
export function readFigure(name: string): AtlasFigure {
  const [drawing, fields] = ['svg', 'yaml'].map((ending) =>
    readFileSync(join(FIGURES, `${name}.${ending}`), 'utf8'),
  );
  const { figure, problems } = parseFigure(name, drawing!, fields!);
  if (figure) return figure;
  throw new Error(problems.map(({ file, line, message }) => `kb/${file}:${line}: ${message}`).join('\n'));
}

export const figureNames = (): string[] =>
  readdirSync(FIGURES)
    .filter((name) => name.endsWith('.svg'))
    .map((name) => name.slice(0, -4))
    .sort();

/** A page that holds drawings of one language, each as wide as the page. */
export function figurePage(figures: readonly AtlasFigure[], language: Language, theme: Theme): string {
  const style = readFileSync(join(ROOT, 'media/figure.css'), 'utf8');
  const colours = Object.entries(THEMES[theme]).map(([name, colour]) => `--vscode-${name}: ${colour};`);
  const drawn = figures.map((figure) => `<div>${figureSvg(figure, language, null)}</div>`);
  return `<!DOCTYPE html><meta charset="utf-8"><style>:root { ${colours.join(' ')} }
    body { margin: 12px; background: ${THEMES[theme].background}; } svg { width: 100%; display: block; margin-bottom: 24px; }
    ${style}</style>${drawn.join('\n')}`;
}
