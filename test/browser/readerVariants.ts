import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { bundles } from '../../esbuild.mjs';
import { ROOT } from '../hostHarness/host.ts';

/** Begins a note that goes to the sanitiser as it is, where HTML is let through. */
export const RAW = 'RAW HTML:';

export interface Weakness {
  /** No element or attribute is taken out. */
  readonly sanitiser?: boolean;
  /** Notes may hold HTML. */
  readonly html?: boolean;
  /** All text of a page is HTML, links and formulas may lead anywhere. */
  readonly text?: boolean;
}

type Mend = readonly [file: string, mend: (source: string) => string];

/** A change wherever the text stands. @throws Error when the source does not have it any more */
const instead =
  (was: string, is: string): Mend[1] =>
  (source) => {
    if (!source.includes(was)) throw new Error(`The reader's source does not hold "${was}" any more.`);
    return source.replaceAll(was, () => is);
  };

const FRAGMENT = 'document.createRange().createContextualFragment';

const NO_SANITISER: readonly Mend[] = [
  // Its functions do nothing; the rest of it stays, for those who import it.
  ['allowList.ts', instead('): void {', '): void { return;')],
  ['sanitise.ts', () => `export const sanitise = (html) => ${FRAGMENT}(html);`],
];

const HTML: readonly Mend[] = [
  ['renderMarkdown.ts', instead('html: false', 'html: true')],
  [
    'renderMarkdown.ts',
    instead(
      'formulas.restart();',
      `formulas.restart(); if (text.startsWith(${JSON.stringify(RAW)})) return text.slice(${RAW.length});`,
    ),
  ],
];

const TEXT: readonly Mend[] = [
  [
    'elements.ts',
    instead(
      'made.append(...children);',
      `for (const child of children) made.append(typeof child === 'string' ? ${FRAGMENT}(child) : child);`,
    ),
  ],
  [
    'renderMarkdown.ts',
    instead('const { rules } = markdown.renderer;', 'markdown.validateLink = () => true; const rules = {};'),
  ],
  ['formulas.ts', instead('trust: false', 'trust: true')],
  [
    'drawing.ts',
    instead(
      'const root = new DOMParser()',
      "if (svg) return element('div', '', svg); const root = new DOMParser()",
    ),
  ],
];

function weaken(mends: readonly Mend[]): Plugin {
  return {
    name: 'weaken',
    setup({ onLoad }) {
      onLoad({ filter: /src[\\/]webview[\\/]\w+\.ts$/ }, ({ path }) => {
        const source = readFileSync(path, 'utf8');
        const own = mends.filter(([file]) => basename(path) === file);
        return { contents: own.reduce((text, [, mend]) => mend(text), source), loader: 'ts' };
      });
    },
  };
}

/** The reader's script, built from its source with guards taken out. */
export async function readerScript({ sanitiser, html, text }: Weakness): Promise<string> {
  const mends = [...(sanitiser ? NO_SANITISER : []), ...(html ? HTML : []), ...(text ? TEXT : [])];
  const { outputFiles } = await build({
    ...bundles['webview']!,
    entryPoints: [join(ROOT, 'src/webview/reader.ts')],
    outdir: join(ROOT, '.test-build/readerVariant'),
    absWorkingDir: ROOT,
    sourcemap: false,
    write: false,
    plugins: [weaken(mends)],
  });
  return outputFiles![0]!.text;
}
