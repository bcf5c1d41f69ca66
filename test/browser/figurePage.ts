import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadFigures } from '../../src/content/knowledgeBase.ts';
import { figureSvg } from '../../src/content/figureSvg.ts';
import type { AtlasFigure } from '../../src/core/figure.ts';
import type { Language } from '../../src/core/language.ts';

const ROOT = join(import.meta.dirname, '../..');

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

/**
 * Figures of the knowledge base, all or by name.
 * @throws Error with file, line and mend for one that cannot be read
 */
export async function readFigures(names: readonly string[] = []): Promise<readonly AtlasFigure[]> {
  const { figures, problems } = await loadFigures(join(ROOT, 'kb'));
  if (problems.length > 0)
    throw new Error(problems.map(({ file, line, message }) => `kb/${file}:${line}: ${message}`).join('\n'));
  const missing = names.find((name) => figures.every(({ id }) => id !== name));
  if (missing !== undefined) throw new Error(`There is no figure kb/figures/${missing}.svg.`);
  return names.length === 0 ? figures : figures.filter(({ id }) => names.includes(id));
}

/** A page that holds drawings of one language, each as wide as the page. */
export function figurePage(figures: readonly AtlasFigure[], language: Language, theme: Theme): string {
  const style = readFileSync(join(ROOT, 'media/figure.css'), 'utf8');
  const colours = Object.entries(THEMES[theme]).map(([name, colour]) => `--vscode-${name}: ${colour};`);
  const drawn = figures.map((figure) => `<div>${figureSvg(figure, language, null)}</div>`);
  return `<!DOCTYPE html><meta charset="utf-8"><style>:root { ${colours.join(' ')} }
    body { margin: 12px; background: ${THEMES[theme].background}; } svg { width: 100%; display: block; margin-bottom: 24px; }
    ${style}</style>${drawn.join('\n')}`;
}
