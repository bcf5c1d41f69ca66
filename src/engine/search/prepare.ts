import {
  asksForPaper,
  heldTerms,
  nameEvidence,
  tellingTerms,
  type NameEvidence,
  type QuestionReading,
} from '../../core/search/questionReading.ts';
import type { NameMatch } from '../../core/search/lexicon.ts';
import { tokenize } from '../../core/search/tokens.ts';
import type { Retrieved } from './candidates.ts';
import { cover, type Covered } from './coverage.ts';
import type { LibraryIndex } from './libraryIndex.ts';
import type { ScopePlan } from './scopes.ts';

const FULL_TEXT_PASSAGES = 40;
const FULL_TEXT_DOCUMENTS = 40;

export interface Prepared extends Omit<Retrieved, 'nearest' | 'outlines'> {
  /** Passages of a reader's library whose words were looked at. */
  readonly covered: Map<number, Covered>;
}

/** What one library says to a question's words and names: all that needs no vector. */
export async function prepare(
  index: LibraryIndex,
  reading: QuestionReading,
  asked: string,
  matches: readonly NameMatch[],
  plan: ScopePlan,
): Promise<Prepared> {
  const words = await lookUpWords(index, asked, plan);
  const names = nameEvidence(reading, matches);
  if (asksForPaper(reading.text)) nameDefiningPapers(index, names);
  const passages = words.passages.map(({ passage }) => passage);
  // Read now, while there is time; asked for again with the nearest passages.
  await index.outlines(passages);
  const covered = new Map<number, Covered>();
  if (index.origin === 'library') await cover(index, passages, reading, covered);
  return {
    ...words,
    names: allowed(index, names, plan),
    held: index.text ? heldTerms(reading, index.text) : new Map(),
    covered,
  };
}

/** `CLIP paper` names the paper that defines CLIP. */
function nameDefiningPapers(index: LibraryIndex, names: Map<number, NameEvidence>): void {
  for (const [number, evidence] of [...names]) {
    const { kind, paper } = index.documents[number]!;
    const defining = kind === 'concept' && paper ? index.numberOf(paper) : undefined;
    if (defining === undefined) continue;
    if ((names.get(defining)?.exact ?? 0) < evidence.exact) names.set(defining, evidence);
  }
}

type Words = Pick<Retrieved, 'passages' | 'documents'>;

/** In memory where the library was read whole; else by the store, passages alone: a note is found by its passages. */
async function lookUpWords(index: LibraryIndex, asked: string, plan: ScopePlan): Promise<Words> {
  if (!index.text)
    return { passages: await index.store.fullText(asked, FULL_TEXT_PASSAGES, plan.filter), documents: [] };
  const found = index.text.search(tellingTerms(asked, tokenize(asked)));
  const outlines = await index.outlines([]);
  const passages = best(found.passages, FULL_TEXT_PASSAGES, (passage) =>
    index.passes(outlines.get(passage)!, plan.filter),
  );
  const documents = plan.passagesOnly
    ? []
    : best(found.documents, FULL_TEXT_DOCUMENTS, (document) => index.documentPasses(document, plan.filter));
  return { passages: passages.map(([passage, score]) => ({ passage, score })), documents };
}

function best(
  scores: ReadonlyMap<number, number>,
  most: number,
  passes: (key: number) => boolean,
): [number, number][] {
  const found: [number, number][] = [];
  for (const [key, score] of [...scores].sort((a, b) => b[1] - a[1])) {
    if (!passes(key)) continue;
    found.push([key, score]);
    if (found.length === most) break;
  }
  return found;
}

/** Names of documents that the filter lets through. */
function allowed(
  index: LibraryIndex,
  names: ReadonlyMap<number, NameEvidence>,
  { filter }: ScopePlan,
): ReadonlyMap<number, NameEvidence> {
  return filter ? new Map([...names].filter(([number]) => index.documentPasses(number, filter))) : names;
}
