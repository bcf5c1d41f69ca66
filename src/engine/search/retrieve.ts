import type { TextEmbedder } from '../../core/embedder.ts';
import { AtlasError } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import { NEAREST, TYPICAL_FLOOR, type AnswerEvidence } from '../../core/search/features.ts';
import {
  nameEvidence, readQuestion, rewriteQuestion, type NameEvidence, type QuestionReading,
} from '../../core/search/questionReading.ts';
import { Vocabulary } from '../../core/search/vocabulary.ts';
import type { ScoredPassage } from '../../core/store.ts';
import { gatherCandidates, type Candidate, type Retrieved } from './candidates.ts';
import { coverage } from './coverage.ts';
import type { LibraryIndex } from './libraryIndex.ts';
import type { ScopePlan } from './scopes.ts';

const FULL_TEXT_PASSAGES = 60;
const FULL_TEXT_DOCUMENTS = 40;

export interface LibraryFindings {
  readonly index: LibraryIndex;
  readonly candidates: readonly Candidate[];
  readonly answer: Omit<AnswerEvidence, 'best'>;
}

export interface Findings {
  readonly reading: QuestionReading;
  /** The question as it was embedded and looked up. */
  readonly asked: string;
  readonly vector: Float32Array | null;
  readonly libraries: readonly LibraryFindings[];
}

const NO_WORDS = new Vocabulary();

export const throwIfAborted = (signal?: AbortSignal): void => {
  if (signal?.aborted) throw new AtlasError('ATLAS-CANCELLED', 'The search was cancelled.');
};

/** The cosine that means nothing for this question: that of its 150th nearest passage, filters aside. */
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
  options: { readonly language?: Language; readonly signal?: AbortSignal; readonly vector?: Float32Array } = {},
): Promise<Findings> {
  const { signal } = options;
  throwIfAborted(signal);
  const vocabulary = indexes[0]?.vocabulary ?? NO_WORDS;
  const reading = readQuestion(text, vocabulary, options.language);
  const matches = indexes.map((index) => index.lexicon.match(reading.tokens, text, vocabulary));
  const asked = rewriteQuestion(reading, matches.flat(), vocabulary);
  const embedding = options.vector ?? embedder?.embedQuery(asked, signal) ?? null;
  // Full text may fail first; the embedding's own failure is then of no interest.
  if (embedding instanceof Promise) embedding.catch(() => undefined);
  const asking = indexes.filter(({ origin }) => plan[origin]);
  const words = await Promise.all(
    asking.map(async ({ store }) => ({
      passages: await store.fullText(asked, FULL_TEXT_PASSAGES, plan.filter),
      documents: plan.passagesOnly ? [] : await store.fullTextDocuments(asked, FULL_TEXT_DOCUMENTS, plan.filter),
    })),
  );
  const vector = await embedding;
  throwIfAborted(signal);
  const near = await Promise.all(
    asking.map(({ store }) => (vector ? store.nearest(vector, NEAREST, plan.filter) : [])),
  );
  const unfiltered = !plan.filter && asking[0] === indexes[0] ? (near[0] ?? null) : null;
  const floor = vector ? await floorOf(indexes, vector, reading.language, unfiltered) : 0;
  const libraries = await Promise.all(
    asking.map(async (index, at): Promise<LibraryFindings> => {
      const { passages, documents } = words[at]!;
      const nearest = near[at]!;
      const names = nameEvidence(reading, matches[indexes.indexOf(index)]!);
      const outlines = await index.outlines([...nearest, ...passages].map(({ passage }) => passage));
      const found: Retrieved = { nearest, passages, documents, names: allowed(index, names, plan), outlines };
      const gathered = gatherCandidates(index, found, {
        floor, language: reading.language, passagesOnly: plan.passagesOnly,
      });
      const own = index.origin === 'library';
      const candidates = own ? await coverage(index, gathered, reading, vocabulary) : gathered;
      const known = new Set(candidates.flatMap(({ words: held = [] }) => held));
      const unknown = reading.terms.filter((term) => vocabulary.frequency(term) === 0 && !known.has(term)).length;
      const evidence = [...found.names.values()];
      return {
        index,
        candidates,
        answer: {
          top: nearest[0]?.score ?? 0,
          floor,
          unknown: unknown / Math.max(1, reading.terms.length),
          exact: Math.max(0, ...evidence.map(({ exact }) => exact)),
          cover: Math.max(0, ...evidence.map(({ cover }) => cover)),
        },
      };
    }),
  );
  return { reading, asked, vector, libraries };
}

/** Names of documents that the filter lets through. */
function allowed(
  index: LibraryIndex,
  names: ReadonlyMap<number, NameEvidence>,
  { filter }: ScopePlan,
): ReadonlyMap<number, NameEvidence> {
  if (!filter) return names;
  const { kinds, categories, years } = filter;
  return new Map(
    [...names].filter(([number]) => {
      const { kind, category, year } = index.documents[number]!;
      if (kinds && !kinds.includes(kind)) return false;
      if (categories && !categories.includes(category ?? '')) return false;
      return !years || (year !== null && year >= years[0] && year <= years[1]);
    }),
  );
}
