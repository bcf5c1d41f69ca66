const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * A name as it fits: as it is, else without what it says in brackets at its end, else cut with an ellipsis.
 *
 * @param measure width of a text, in the unit of `width`
 */
export function shortenLabel(name: string, width: number, measure: (text: string) => number): string {
  const plain = name.replace(/\s*(\([^()]*\)|（[^（）]*）)$/u, '');
  for (const fitting of [name, plain]) if (fitting !== '' && measure(fitting) <= width) return fitting;
  const letters = [...segmenter.segment(plain || name)].map(({ segment }) => segment);
  let [low, high] = [1, letters.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(cut(letters, middle)) <= width) low = middle;
    else high = middle - 1;
  }
  return cut(letters, low);
}

const cut = (letters: readonly string[], count: number): string =>
  `${letters.slice(0, count).join('').trimEnd()}…`;
