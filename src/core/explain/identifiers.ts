/** Something in a line that names a paper by more than words. */
export interface Identifier {
  readonly kind: 'arxiv' | 'doi' | 'key';
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const ARXIV = /(?:arxiv\s*:\s*|arxiv\.org\/(?:abs|pdf|html)\/)?(?<![\d.])(\d{4}\.\d{4,5})(?:v\d+)?(?![\d])/gi;
const DOI = /\b(10\.\d{4,9}\/[^\s"'<>{}\]，。；]+)/gi;
const CITE = /\\[a-z]*cite[a-z]*\*?(?:\[[^\]]*\])*\{([^}]*)\}/gi;
const PANDOC = /(?<![\w.])@([A-Za-z][\w:.#$%&+?<>~/-]*\w|\w)/g;

/** arXiv ids and addresses, DOIs, and citation keys (`[@key]`, `\cite{a,b}`) of a line; none overlaps another. */
export function identifiersIn(line: string, languageId: string): Identifier[] {
  const found: Identifier[] = [];
  for (const match of line.matchAll(DOI)) {
    const value = match[1]!.replace(/[.,;:)]+$/, '');
    found.push({ kind: 'doi', value, start: match.index, end: match.index + value.length });
  }
  for (const match of line.matchAll(ARXIV)) {
    const inside = found.some(({ start, end }) => match.index >= start && match.index < end);
    const end = match.index + match[0].length;
    if (!inside) found.push({ kind: 'arxiv', value: match[1]!, start: match.index, end });
  }
  for (const match of line.matchAll(CITE)) {
    let at = match.index + match[0].lastIndexOf('{') + 1;
    for (const part of match[1]!.split(',')) {
      const value = part.trim();
      const start = at + part.indexOf(value);
      if (value) found.push({ kind: 'key', value, start, end: start + value.length });
      at += part.length + 1;
    }
  }
  if (languageId === 'markdown' || languageId === 'plaintext') {
    for (const match of line.matchAll(PANDOC)) {
      const cited = /\[[^\]]*$/.test(line.slice(0, match.index)) || languageId === 'markdown';
      const end = match.index + match[0].length;
      if (cited) found.push({ kind: 'key', value: match[1]!, start: match.index + 1, end });
    }
  }
  return found.filter(({ start, end }, index) =>
    found.slice(0, index).every((earlier) => end <= earlier.start || start >= earlier.end),
  );
}
