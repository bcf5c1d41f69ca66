import { collapse } from './segmentation.ts';

const LATEX_SYMBOLS: Readonly<Record<string, string>> = {
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  epsilon: 'ε',
  varepsilon: 'ε',
  eta: 'η',
  theta: 'θ',
  lambda: 'λ',
  mu: 'μ',
  phi: 'φ',
  pi: 'π',
  rho: 'ρ',
  sigma: 'σ',
  tau: 'τ',
  omega: 'ω',
  times: '×',
  cdot: '·',
  le: '≤',
  leq: '≤',
  ge: '≥',
  geq: '≥',
  approx: '≈',
  sim: '∼',
  to: '→',
  in: '∈',
  sum: 'Σ',
  infty: '∞',
  pm: '±',
  odot: '⊙',
  oplus: '⊕',
  dots: '…',
  ldots: '…',
  cdots: '…',
  ell: 'ℓ',
};

/** A short formula as a line of text: good enough to be read in a list, not to be computed with. */
function formulaAsText(latex: string): string {
  return latex
    .replace(/\\(?:text|mathrm|mathbf|mathcal|operatorname|texttt|mathbb|boldsymbol)\{([^{}]*)\}/g, '$1')
    .replace(/\\(?:t?frac)\{([^{}]*)\}\{([^{}]*)\}/g, '$1/$2')
    .replace(/\\([A-Za-z]+)/g, (_, name: string) => LATEX_SYMBOLS[name] ?? '')
    .replace(/\\[,;:!|]|[{}^_~]/g, '');
}

/**
 * Markdown as running text for snippets and for the model: markup and display formulas go, short inline formulas
 * become text, links and code keep their words. Meant for passages: cost grows with the square of a line's length.
 */
export function plainText(markdown: string): string {
  const code: string[] = [];
  const keep = (words: string): string => `\uE000${code.push(words) - 1}\uE001`;
  const words = markdown
    .replace(/[\uE000\uE001]/g, '')
    .replace(/```[^\n]*\n([\s\S]*?)(?:```|$)/g, (_, block: string) => keep(block))
    .replace(/`([^`\n]+)`/g, (_, span: string) => keep(span))
    .replace(/\$\$[\s\S]*?\$\$/g, ' ')
    .replace(/\$([^$\n]{1,200})\$/g, (_, latex: string) => formulaAsText(latex))
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^[ \t]*(?:#{1,6}|[-*+]|\d+[.)]|>)[ \t]+/gm, '')
    .replace(/^[ \t]*\|[ \t:|-]*$/gm, ' ')
    .replace(/^[ \t]*\|.*$/gm, (row) => row.replace(/\|/g, ' '))
    .replace(/(\*\*|__)(?=\S)([\s\S]*?\S)\1/g, '$2')
    .replace(/\*\*/g, '')
    .replace(/(^|[^\w*])\*(?=\S)([^*\n]*?\S)\*(?!\w)/g, '$1$2')
    .replace(/<\/?(?:br|p|div|span|sub|sup|b|i|em|strong|a|img|table|tr|td|th|ul|ol|li)\b[^>]*>/gi, ' ')
    .replace(/\uE000(\d+)\uE001/g, (_, index: string) => code[Number(index)] ?? '');
  return collapse(words);
}
