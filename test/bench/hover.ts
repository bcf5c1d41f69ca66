import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseBibliography } from '../../src/core/explain/bibliography.ts';
import { Explainer } from '../../src/core/explain/explainer.ts';
import { parseTerms } from '../../src/core/explain/terms.ts';
import { textLines } from '../../src/core/explain/textLines.ts';
import { random } from '../unit/store/packedVectors.ts';
import { KB } from './lib/cardTexts.ts';
import { halfOf } from './lib/questionSets.ts';
import { printTable, quantile } from './lib/report.ts';

// What is explained under the cursor: precision and recall on the hand-labelled places of
// kb/evaluation/hover-lines.jsonl, and the cost of a decision at 5,000 places of a Markdown file of 1 MB and of a Python
// file of 5,000 lines. --misses: names each place that went wrong.

const PLACES = 5000;
const MARKDOWN_BYTES = 1_000_000;
const PYTHON_LINES = 5000;

interface Place {
  readonly id: string;
  readonly languageId: string;
  readonly file: string;
  readonly position: { readonly line: number; readonly character: number };
  readonly card: string | null;
  readonly word: string;
  readonly bib?: string;
}

const explainer = new Explainer(
  parseTerms(readFileSync(join(import.meta.dirname, '../../dist/atlas/terms.json'), 'utf8')),
);
const places = readFileSync(join(KB, 'evaluation/hover-lines.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Place);

function explain({ languageId, file, position, bib }: Place): string | null {
  const bibliography = [...(bib ? [bib] : []), ...(languageId === 'bibtex' ? [file] : [])];
  const options = {
    languageId,
    entries: bibliography.flatMap(parseBibliography),
    eagerness: 'fitting',
  } as const;
  return explainer.explain(textLines(file), position.line, position.character, options)?.card ?? null;
}

function scores(name: string, own: readonly Place[]): string[] {
  let [shown, right, wanted] = [0, 0, 0];
  for (const place of own) {
    const card = explain(place);
    if (card) shown += 1;
    if (place.card) wanted += 1;
    if (card && card === place.card) right += 1;
    else if (card !== place.card && process.argv.includes('--misses'))
      console.log(
        `  ${place.id} ${halfOf(place.id)} “${place.word}” in ${JSON.stringify(place.file.slice(0, 110))}: ${card}, not ${place.card}`,
      );
  }
  const share = (of: number): string => (of === 0 ? '–' : (right / of).toFixed(3));
  return [name, `${own.length}`, `${wanted}`, share(shown), share(wanted)];
}

const halves = (['tune', 'held back'] as const).map((half) =>
  scores(
    half,
    places.filter(({ id }) => halfOf(id) === half),
  ),
);
printTable(
  'What is explained',
  ['places', 'n', 'with a card', 'precision', 'recall'],
  [...halves, scores('all', places)],
  [
    'Precision: of what is shown, the share that is the labelled card. Thresholds were chosen on the tune half.',
  ],
);

const next = random(3);
const source = places.map(({ file }) => file);
const markdown = (): string => {
  const parts: string[] = [];
  for (let size = 0; size < MARKDOWN_BYTES; size += parts.at(-1)!.length + 2)
    parts.push(source[Math.floor(next() * source.length)]!);
  return parts.join('\n\n');
};
const python = Array.from({ length: PYTHON_LINES }, (_, at) =>
  at % 7 === 0
    ? `    model = CLIPModel.from_pretrained("openai/clip-vit-base-patch32")  # ${at}`
    : `    x${at} = self.layer(x, temperature=0.07, labels=labels)`,
).join('\n');
const rows = [
  ['Markdown, 1 MB', markdown(), 'markdown'],
  ['Python, 5,000 lines', python, 'python'],
].map(([name, text, languageId]) => {
  const lines = textLines(text!);
  const times = Array.from({ length: PLACES }, () => {
    const line = Math.floor(next() * lines.count);
    const character = Math.floor(next() * Math.max(1, lines.line(line).length));
    const start = performance.now();
    explainer.explain(lines, line, character, { languageId: languageId!, entries: [], eagerness: 'fitting' });
    return performance.now() - start;
  });
  return [name!, ...[0.5, 0.99, 1].map((share) => quantile(times, share).toFixed(3))];
});
printTable(
  `A decision at ${PLACES.toLocaleString('en')} places`,
  ['text', 'p50, ms', 'p99, ms', 'longest, ms'],
  rows,
  [],
);
