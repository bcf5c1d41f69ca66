import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from './paths.mjs';

/** KaTeX's style sheet and fonts in dist/katex, in the one font format that VS Code's browser needs. */
export function copyKatexAssets() {
  const from = inRoot('node_modules/katex/dist');
  const to = inRoot('dist/katex');
  rmSync(to, { recursive: true, force: true });
  mkdirSync(path.join(to, 'fonts'), { recursive: true });
  const css = readFileSync(path.join(from, 'katex.min.css'), 'utf8');
  const woff2Only = css.replace(/,url\([^)]*\.(?:woff|ttf)\) format\("(?:woff|truetype)"\)/g, '');
  if (/\.(?:woff|ttf)\)/.test(woff2Only))
    throw new Error('katex.min.css names its fonts in a way not known here.');
  writeFileSync(path.join(to, 'katex.min.css'), woff2Only);
  for (const font of readdirSync(path.join(from, 'fonts')).filter((name) => name.endsWith('.woff2'))) {
    cpSync(path.join(from, 'fonts', font), path.join(to, 'fonts', font));
  }
}
