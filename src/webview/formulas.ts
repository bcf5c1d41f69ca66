import katex, { type KatexOptions } from 'katex';
import { escapeHtml } from '../core/escapeHtml.ts';

/** Formulas come from files of any origin: no links or classes from TeX, and no endless expansion. */
const LIMITS: KatexOptions = {
  trust: false,
  strict: 'ignore',
  throwOnError: false,
  maxExpand: 500,
  maxSize: 20,
  output: 'htmlAndMathml',
};

/** UTF-16 units of the longest formula that is set. */
const LONGEST = 20_000;
/** Formulas of one page that are set, and milliseconds that it may spend on them; the rest is shown as it is written. */
const MOST = 1_500;
const TIME = 2_000;

/** KaTeX within limits; each page begins anew with `restart`. */
export class Formulas {
  #end = 0;
  #left = 0;

  restart(): void {
    this.#end = performance.now() + TIME;
    this.#left = MOST;
  }

  /** KaTeX as markdown-it's plugin takes it. */
  get katex(): typeof katex {
    return {
      ...katex,
      renderToString: (tex: string, options?: KatexOptions) =>
        tex.length > LONGEST || this.#left-- <= 0 || performance.now() > this.#end
          ? `<code>${escapeHtml(tex)}</code>`
          : katex.renderToString(tex, { ...options, ...LIMITS }),
    };
  }
}
