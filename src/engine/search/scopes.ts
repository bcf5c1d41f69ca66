import type { HitKind, Scope, SearchFilters } from '../../core/hit.ts';
import type { StoreFilter } from '../../core/store.ts';

/** What a scope asks of the stores and keeps of the hits. */
export interface ScopePlan {
  readonly atlas: boolean;
  readonly library: boolean;
  readonly filter: StoreFilter | undefined;
  /** Passages are hits of their own, those of cards too. */
  readonly passagesOnly: boolean;
  /** Null: every kind. */
  readonly kinds: readonly HitKind[] | null;
}

export function planScope(scope: Scope, filters: SearchFilters = {}): ScopePlan {
  const { categories, years } = filters;
  const narrowed: StoreFilter = {
    ...(categories && categories.length > 0 ? { categories } : {}),
    ...(years ? { years } : {}),
    ...(scope === 'concepts' ? { kinds: ['concept'] as const } : {}),
    ...(scope === 'papers' ? { kinds: ['paper'] as const } : {}),
    ...(scope === 'passages' ? { roles: ['text'] as const } : {}),
    ...(scope === 'figures' ? { roles: ['caption'] as const } : {}),
  };
  const kinds: Partial<Record<Scope, readonly HitKind[]>> = {
    concepts: ['concept'],
    papers: ['paper'],
    passages: ['passage'],
    figures: ['figure'],
  };
  return {
    atlas: scope !== 'library',
    library: scope !== 'atlas' && scope !== 'concepts' && scope !== 'papers',
    filter: Object.keys(narrowed).length > 0 ? narrowed : undefined,
    passagesOnly: scope === 'passages' || scope === 'figures',
    kinds: kinds[scope] ?? null,
  };
}
