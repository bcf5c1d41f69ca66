import type { TextEmbedder } from '../core/embedder.ts';
import type { Hit, SearchAnswer } from '../core/hit.ts';
import type { Store } from '../core/store.ts';
import type { SearchRequest, SimilarRequest } from '../protocol/requests.ts';

/** What a searcher works on; null where there is none. Without an embedder it answers by keyword alone. */
export interface SearcherParts {
  readonly atlas: Store | null;
  readonly library: Store | null;
  readonly embedder: TextEmbedder | null;
}

/**
 * Answers questions over the atlas and the library. Made anew when the library has changed, so it may keep what it
 * read. Rejects with `AtlasError`: `ATLAS-QUERY-EMPTY`, `ATLAS-NOT-FOUND` (similar), `ATLAS-CANCELLED` (aborted).
 */
export interface Searcher {
  search(request: SearchRequest, signal?: AbortSignal): Promise<SearchAnswer>;
  similar(request: SimilarRequest, signal?: AbortSignal): Promise<{ readonly hits: readonly Hit[] }>;
}
