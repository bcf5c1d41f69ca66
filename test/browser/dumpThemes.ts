import { writeFileSync } from 'node:fs';
import { runCommand, webviewFrame } from '../hostHarness/workbench.ts';
import { openAtlasWindow } from './atlasWindow.ts';
import { THEME_NAMES, THEMES_FILE, type Theme } from './themes.ts';

// node test/browser/dumpThemes.ts: writes themes.json anew from a real webview of VS Code.

/** Beginnings of the names of variables that a page may want. */
const WANTED = new RegExp(
  '^--vscode-(' +
    'foreground|disabledForeground|descriptionForeground|errorForeground|icon-foreground|focusBorder|contrast|' +
    'font-|editor-font-(family|size|weight)|text(Link|Separator|Preformat|BlockQuote|CodeBlock)-|badge-|' +
    'scrollbar|progressBar|editor-(background|foreground|selection|find|hoverHighlight)|' +
    'editor(Widget|HoverWidget)-|editor(Error|Warning|Info)-foreground|editorGroup-border|widget-|toolbar-|' +
    'charts-|list-(focusOutline|hover|activeSelection|inactiveSelection|highlight)|input|dropdown-|button-|' +
    'checkbox-(background|foreground|border)|keybindingLabel-|menu-|quickInput-|' +
    'symbolIcon-(class|constant|function|keyword|number|operator|property|string|variable)|' +
    'sideBar-|sideBarSectionHeader-|panel-(background|border)|debugTokenExpression-)',
);

const themes: Record<string, Theme> = {};
for (const [key, name] of Object.entries(THEME_NAMES)) {
  const { page, close } = await openAtlasWindow({ 'workbench.colorTheme': name });
  try {
    await runCommand(page, 'VLM Atlas: Show Health');
    const frame = await webviewFrame(page, 'main article');
    const { style, bodyClass, kind } = await frame.evaluate(() => {
      const { body, documentElement } = document;
      const names = [...documentElement.style];
      return {
        style: names.map((each) => [each, documentElement.style.getPropertyValue(each)] as const),
        bodyClass: body.className,
        kind: body.dataset.vscodeThemeKind ?? '',
      };
    });
    const variables = style.filter(([each]) => WANTED.test(each)).sort(([a], [b]) => (a < b ? -1 : 1));
    themes[key] = { bodyClass, kind, variables: Object.fromEntries(variables) };
  } finally {
    await close();
  }
}
writeFileSync(THEMES_FILE, `${JSON.stringify(themes, null, 2)}\n`);
