import type { TextEmbedder } from '../../core/embedder.ts';
import { AtlasError } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import { allKnown } from '../../core/search/lexicon.ts';
import { NEAREST, TYPICAL_FLOOR, type AnswerEvidence } from '../../core/search/features.ts';
import { readQuestion, rewriteQuestion, type QuestionReading } from '../../core/search/questionReading.ts';
import { Vocabulary } from '../../core/search/vocabulary.ts';
import type { ScoredPassage } from '../../core/store.ts';
import { gatherCandidates, type Candidate } from './candidates.ts';
import { coverage } from './coverage.ts';
import type { LibraryIndex } from './libraryIndex.ts';
import { prepare, type Prepared } from './prepare.ts';
import type { ScopePlan } from './scopes.ts';

/** A reader's notes have one text a passage, where a card has some twenty. */
const LIBRARY_NEAREST = 24;

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
  // All that needs no vector is done while the model runs.
  const prepared = await Promise.all(
    asking.map((index) => prepare(index, reading, asked, matches[indexes.indexOf(index)]!, plan)),
  );
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
    asking.map((index, at) => weigh(index, prepared[at]!, near[at]!, { reading, vocabulary, floor, plan })),
  );
  return { reading, asked, vector, libraries };
}

/** Candidates of one library with their evidence, and what tells whether an answer is among them. */
async function weigh(
  index: LibraryIndex,
  prepared: Prepared,
  nearest: readonly ScoredPassage[],
  question: {
    readonly reading: QuestionReading;
    readonly vocabulary: Vocabulary;
    readonly floor: number;
    readonly plan: ScopePlan;
  },
): Promise<LibraryFindings> {
  const { reading, vocabulary, floor, plan } = question;
  const { names, passages, covered } = prepared;
  const outlines = await index.outlines([...nearest, ...passages].map(({ passage }) => passage));
  const gathered = gatherCandidates(
    index,
    { ...prepared, nearest, outlines },
    {
      floor,
      language: reading.language,
      passagesOnly: plan.passagesOnly,
    },
  );
  const own = index.origin === 'library';
  const candidates = own ? await coverage(index, gathered, reading, covered) : gathered;
  const known = new Set(candidates.flatMap(({ words: held = [] }) => held));
  const unknown = reading.terms.filter((term) => vocabulary.frequency(term) === 0 && !known.has(term)).length;
  return {
    index,
    candidates,
    answer: {
      top: nearest[0]?.score ?? 0,
      fifth: nearest[Math.min(4, nearest.length - 1)]?.score ?? 0,
      unknown: unknown / Math.max(1, reading.terms.length),
      strange: own ? reading.strange * (1 - (candidates[0]?.evidence.held ?? 0)) : reading.strange,
      cover: Math.max(0, ...[...names.values()].map(({ cover }) => cover)),
    },
  };
}
