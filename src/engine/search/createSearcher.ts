import type { Hit, SearchAnswer } from '../../core/hit.ts';
import { normalizeQuestion } from '../../core/search/question.ts';
import { HYBRID, KEYWORD } from '../../core/search/weights.ts';
import type { Store } from '../../core/store.ts';
import type { SearchRequest, SimilarRequest } from '../../protocol/requests.ts';
import type { Searcher, SearcherParts } from '../searcher.ts';
import { LibraryIndex } from './libraryIndex.ts';
import { rank } from './rank.ts';
import { retrieve, throwIfAborted, type Findings } from './retrieve.ts';
import { planScope, type ScopePlan } from './scopes.ts';
import { originOf } from './similar.ts';
import { toHits } from './toHits.ts';

const DEFAULT_LIMIT = 10;
const MOST_HITS = 100;

/** The atlas never changes while it is open, and reading it whole takes a while: its index outlives searchers. */
const atlases = new WeakMap<Store, Promise<LibraryIndex>>();

function openAtlas(store: Store): Promise<LibraryIndex> {
  const known = atlases.get(store);
  if (known) return known;
  const opening = LibraryIndex.open(store, 'atlas');
  atlases.set(store, opening);
  opening.catch(() => atlases.delete(store));
  return opening;
}

const limitOf = (limit = DEFAULT_LIMIT): number => Math.max(1, Math.min(MOST_HITS, Math.floor(limit)));

class HybridSearcher implements Searcher {
  readonly #embedder: SearcherParts['embedder'];
  readonly #indexes: Promise<readonly LibraryIndex[]>;

  constructor({ atlas, library, embedder }: SearcherParts) {
    this.#embedder = embedder;
    this.#indexes = Promise.all([
      ...(atlas ? [openAtlas(atlas)] : []),
      ...(library ? [LibraryIndex.open(library, 'library')] : []),
    ]);
    // Whoever asks first is told; without a question there is no one to tell.
    this.#indexes.catch(() => undefined);
  }

  async search(request: SearchRequest, signal?: AbortSignal): Promise<SearchAnswer> {
    const text = normalizeQuestion(request.query);
    throwIfAborted(signal);
    const indexes = await this.#indexes;
    const plan = planScope(request.scope ?? 'all', request.filters);
    const findings = await retrieve(indexes, this.#embedder, text, plan, {
      ...(request.language ? { language: request.language } : {}),
      ...(signal ? { signal } : {}),
    });
    const { ranked, abstained } = rankIn(findings, plan);
    const hits = await toHits(ranked.slice(0, limitOf(request.limit)), findings);
    return {
      query: request.query,
      language: findings.reading.language,
      abstained: abstained || hits.length === 0,
      hits,
      mode: findings.vector ? 'hybrid' : 'keyword',
      notices: [],
    };
  }

  async similar(request: SimilarRequest, signal?: AbortSignal): Promise<{ readonly hits: readonly Hit[] }> {
    throwIfAborted(signal);
    const indexes = await this.#indexes;
    const origin = await originOf(indexes, request.id);
    const plan = planScope('all');
    const findings = await retrieve(indexes, null, normalizeQuestion(origin.text), plan, {
      ...(request.language ? { language: request.language } : {}),
      ...(signal ? { signal } : {}),
      ...(origin.vector ? { vector: origin.vector } : {}),
    });
    const { ranked } = rankIn(findings, plan);
    const others = ranked.filter(({ candidate }) => {
      if (candidate.index !== origin.index) return true;
      const itself = candidate.index.documents[candidate.document]!.id === origin.document.id;
      return origin.passage && origin.document.kind === 'note'
        ? candidate.passage !== origin.passage.id
        : !itself;
    });
    return { hits: await toHits(others.slice(0, limitOf(request.limit)), findings) };
  }
}

const rankIn = (findings: Findings, plan: ScopePlan): ReturnType<typeof rank> =>
  rank(findings, findings.vector ? HYBRID : KEYWORD, plan.passagesOnly);

/**
 * Search over the atlas and the reader's library, by meaning, words and names. Their indexes are read in the
 * background from now on.
 */
export const createSearcher = (parts: SearcherParts): Searcher => new HybridSearcher(parts);
