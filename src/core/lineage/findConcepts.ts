import type { LineageConcept } from './lineageGraph.ts';

/** Without case, width and joints: `Qwen2-VL`, `qwen2 vl` and `ｑｗｅｎ２ＶＬ` are one. */
const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Pd}_./·]+/gu, '');

/** How well a name fits, the smaller the better; Infinity: not at all. */
function misfit(name: string, wanted: string): number {
  const folded = fold(name);
  if (folded === wanted) return 0;
  if (folded.startsWith(wanted)) return 1;
  const beginsWord = name.split(/[\s()（）、，,/]+/u).some((word) => fold(word).startsWith(wanted));
  if (beginsWord) return 2;
  return folded.includes(wanted) ? 3 : Infinity;
}

/** Ids of the concepts whose name in either language holds the words, the best first. */
export function findConcepts(concepts: Iterable<LineageConcept>, words: string): string[] {
  const wanted = fold(words);
  if (wanted === '') return [];
  return [...concepts]
    .map(({ id, names }) => ({
      id,
      misfit: Math.min(...[names.en, names.zh, id].map((name) => misfit(name, wanted))),
      length: names.en.length,
    }))
    .filter((found) => found.misfit < Infinity)
    .sort((a, b) => a.misfit - b.misfit || a.length - b.length || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
}
