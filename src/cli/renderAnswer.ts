import type { Hit, SearchAnswer } from '../core/hit.ts';
import type { Output } from './output.ts';
import { printable, wrap } from './textLayout.ts';
import { wordsIn, type Words } from './words.ts';

const INDENT = '   ';

function placeOf(hit: Hit, words: Words): string {
  const page = hit.page === null ? '' : `${words.page} ${hit.page}`;
  const facts = [words[hit.kind], hit.category, hit.year, hit.headingPath.join(' › '), hit.document, page];
  return facts.filter((fact) => fact !== null && fact !== '').join(' · ');
}

function renderHit(hit: Hit, index: number, words: Words, { styles, width }: Output): string {
  const score = `${Math.round(hit.score * 100)} %`;
  const lines = [
    `${String(index + 1).padStart(2)} ${styles.bold(printable(hit.title))}  ${styles.dim(score)}`,
    styles.dim(wrap(`${placeOf(hit, words)} · ${hit.id}`, width, INDENT)),
    hit.snippet && wrap(hit.snippet, width, INDENT),
    hit.why.length > 0 && styles.dim(wrap(hit.why.join(words.and), width, INDENT)),
  ];
  return lines.filter(Boolean).join('\n');
}

/** A search's answer for a person, in the language of the question. */
export function renderAnswer(answer: SearchAnswer, output: Output): string {
  const words = wordsIn(answer.language);
  const hits = answer.hits.map((hit, index) => renderHit(hit, index, words, output));
  if (answer.abstained) return [hits.length > 0 ? words.nearest : words.nothing, ...hits].join('\n\n');
  return hits.length > 0 ? hits.join('\n\n') : words.empty;
}
