import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../hostHarness/host.ts';

/** VS Code's own themes by the setting `workbench.colorTheme`. */
export const THEME_NAMES = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  contrastDark: 'Default High Contrast',
  contrastLight: 'Default High Contrast Light',
} as const;

export type ThemeKey = keyof typeof THEME_NAMES;

/** What a webview is told of a theme. */
export interface Theme {
  readonly bodyClass: string;
  readonly kind: string;
  /** CSS variables of the root element. */
  readonly variables: Readonly<Record<string, string>>;
}

export const THEMES_FILE = join(import.meta.dirname, 'themes.json');

/**
 * The four themes, as dumpThemes.ts has read them from VS Code.
 * @throws Error when a style of `media/` uses a variable that the file does not have
 */
export function readThemes(): Readonly<Record<ThemeKey, Theme>> {
  const themes = JSON.parse(readFileSync(THEMES_FILE, 'utf8')) as Record<ThemeKey, Theme>;
  const known = new Set(Object.values(themes).flatMap(({ variables }) => Object.keys(variables)));
  const missing = [...usedVariables()].filter((name) => !known.has(name));
  if (missing.length > 0)
    throw new Error(`themes.json lacks ${missing.join(', ')}; add it to dumpThemes.ts and run that.`);
  return themes;
}

function usedVariables(): ReadonlySet<string> {
  const folder = join(ROOT, 'media');
  const styles = readdirSync(folder).filter((name) => name.endsWith('.css'));
  return new Set(
    styles.flatMap((name) => readFileSync(join(folder, name), 'utf8').match(/--vscode-[\w-]+/g) ?? []),
  );
}
