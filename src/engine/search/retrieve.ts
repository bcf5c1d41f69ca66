import type { TextEmbedder } from '../../core/embedder.ts';
import { AtlasError } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import { allKnown } from '../../core/search/lexicon.ts';
import { NEAREST, TYPICAL_FLOOR, type AnswerEvidence } from '../../core/search/features.ts';
import {
  asksForPaper,
  heldTerms,
  nameEvidence,
  readQuestion,
  rewriteQuestion,
  tellingTerms,
  type NameEvidence,
  type QuestionReading,
} from '../../core/search/questionReading.ts';
import { tokenize } from '../../core/search/tokens.ts';
import { Vocabulary } from '../../core/search/vocabulary.ts';
import type { ScoredPassage } from '../../core/store.ts';
import { gatherCandidates, type Candidate, type Retrieved } from './candidates.ts';
import { coverage } from './coverage.ts';
import type { LibraryIndex } from './libraryIndex.ts';
import type { ScopePlan } from './scopes.ts';

/** A reader's notes have one text a passage, where a card has some twenty. */
const LIBRARY_NEAREST = 24;
const FULL_TEXT_PASSAGES = 40;
const FULL_TEXT_DOCUMENTS = 40;

export interface LibraryFindings {
  readonly index: LibraryIndex;
  readonly candidates: readonly Candidate[];
  readonly answer: AnswerEvidence;
}

export interface Findings {
  readonly reading: QuestionReading;
  /** The question as it was embedded and looked up. */
  readonly asked: string;
  readonly vector: Float32Array | null;
  readonly libraries: readonly LibraryFindings[];
}

const NO_WORDS = new Vocabulary(null);

export const throwIfAborted = (signal?: AbortSignal): void => {
  if (signal?.aborted) throw new AtlasError('ATLAS-CANCELLED', 'The search was cancelled.');
};

/** The cosine that means nothing for this question: that of its 48th nearest passage, filters aside. */
async function floorOf(
  indexes: readonly LibraryIndex[],
  vector: Float32Array,
  language: Language,
  unfiltered: readonly ScoredPassage[] | null,
): Promise<number> {
  const [index] = indexes;
  const nearest = unfiltered ?? (await index?.store.nearest(vector, NEAREST)) ?? [];
  return nearest.length < NEAREST ? TYPICAL_FLOOR[language] : nearest[NEAREST - 1]!.score;
}

/**
 * Asks every library by meaning, by words and by names. Full text runs while the model, on its own thread, embeds
 * the question.
 * @param indexes the atlas first
 * @param text as `normalizeQuestion` gives it
 */
export async function retrieve(
  indexes: readonly LibraryIndex[],
  embedder: TextEmbedder | null,
  text: string,
  plan: ScopePlan,
  options: {
    readonly language?: Language;
    readonly signal?: AbortSignal;
    readonly vector?: Float32Array;
  } = {},
): Promise<Findings> {
  const { signal } = options;
  throwIfAborted(signal);
  const vocabulary = indexes[0]?.vocabulary ?? NO_WORDS;
  const reading = readQuestion(text, vocabulary, options.language);
  const embed = (asked: string): Float32Array | Promise<Float32Array> | null =>
    options.vector ?? embedder?.embedQuery(asked, signal) ?? null;
  // Nothing to put right: the model can begin before names are looked for.
  const early = allKnown(reading.tokens, vocabulary) ? embed(text) : undefined;
  const matches = indexes.map((index) => index.lexicon.match(reading.tokens, text, vocabulary));
  const asked = early === undefined ? rewriteQuestion(reading, matches.flat(), vocabulary) : text;
  const embedding = early === undefined ? embed(asked) : early;
  // Full text may fail first; the embedding's own failure is then of no interest.
  if (embedding instanceof Promise) embedding.catch(() => undefined);
  const asking = indexes.filter(({ origin }) => plan[origin]);
  const words = await Promise.all(asking.map((index) => lookUpWords(index, asked, plan)));
  const vector = await embedding;
  throwIfAborted(signal);
  const near = await Promise.all(
    asking.map(async ({ store, origin }) =>
      vector ? store.nearest(vector, origin === 'atlas' ? NEAREST : LIBRARY_NEAREST, plan.filter) : [],
    ),
  );
  const unfiltered =
    !plan.filter && asking[0] === indexes[0] && asking[0]?.origin === 'atlas' ? (near[0] ?? null) : null;
  const floor = vector ? await floorOf(indexes, vector, reading.language, unfiltered) : 0;
  const libraries = await Promise.all(
    asking.map(async (index, at): Promise<LibraryFindings> => {
      const { passages, documents } = words[at]!;
      const nearest = near[at]!;
      const names = nameEvidence(reading, matches[indexes.indexOf(index)]!);
      if (asksForPaper(text)) nameDefiningPapers(index, names);
      const outlines = await index.outlines([...nearest, ...passages].map(({ passage }) => passage));
      const found: Retrieved = {
        nearest,
        passages,
        documents,
        names: allowed(index, names, plan),
        outlines,
        held: index.text ? heldTerms(reading, index.text) : new Map(),
      };
      const gathered = gatherCandidates(index, found, {
        floor,
        language: reading.language,
        passagesOnly: plan.passagesOnly,
      });
      const own = index.origin === 'library';
      const candidates = own ? await coverage(index, gathered, reading) : gathered;
      const known = new Set(candidates.flatMap(({ words: held = [] }) => held));
      const unknown = reading.terms.filter(
        (term) => vocabulary.frequency(term) === 0 && !known.has(term),
      ).length;
      return {
        index,
        candidates,
        answer: {
          top: nearest[0]?.score ?? 0,
          fifth: nearest[Math.min(4, nearest.length - 1)]?.score ?? 0,
          unknown: unknown / Math.max(1, reading.terms.length),
          strange: own ? reading.strange * (1 - (candidates[0]?.evidence.held ?? 0)) : reading.strange,
          cover: Math.max(0, ...[...found.names.values()].map(({ cover }) => cover)),
        },
      };
    }),
  );
  return { reading, asked, vector, libraries };
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
