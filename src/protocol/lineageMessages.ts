import type { ContentsConcept, ContentsRelation } from '../core/atlasContents.ts';
import type { Language } from '../core/language.ts';
import { oneOf, record, text, type Shape } from './shape.ts';

/** Words of the map's own controls, in the language of the editor. */
export interface LineageLabels {
  readonly map: string;
  readonly help: string;
  readonly find: string;
  /** `{0}` of `{1}`. */
  readonly findCount: string;
  readonly findNothing: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly fit: string;
  readonly categories: string;
  readonly everyCategory: string;
  readonly relations: string;
  readonly relationsHint: string;
  readonly undated: string;
  readonly openCard: string;
  readonly ancestors: string;
  readonly descendants: string;
  /** `{0}`: names. */
  readonly buildsOn: string;
  /** The `{0}`th of `{1}` that `{2}` builds on or uses. */
  readonly stepBack: string;
  /** The `{0}`th of `{1}` that build on or use `{2}`. */
  readonly stepForward: string;
  /** `{0}`: a name. */
  readonly nothingBefore: string;
  readonly nothingAfter: string;
  /** Of a concept whose category, `{0}`, is filtered out: what a click does. */
  readonly showsCategory: string;
  /** Between the names of a list. */
  readonly comma: string;
}

export interface LineageMap {
  readonly language: Language;
  readonly concepts: readonly Pick<ContentsConcept, 'id' | 'names' | 'category' | 'year'>[];
  readonly relations: readonly ContentsRelation[];
  readonly categories: readonly { readonly id: string; readonly label: string }[];
  /** Types of relations: as the one that has it says it, and as the other end does. */
  readonly types: readonly { readonly id: string; readonly label: string; readonly inverse: string }[];
  readonly labels: LineageLabels;
}

export type ToLineage =
  /** `start`: the concept to show first; null: where one was, or where most lines meet. */
  | { readonly type: 'show'; readonly map: LineageMap; readonly start: string | null }
  | { readonly type: 'focus'; readonly id: string }
  | { readonly type: 'error'; readonly message: string };

export type FromLineage = { readonly type: 'ready' } | { readonly type: 'open'; readonly id: string };

const FROM_LINEAGE: { readonly [T in FromLineage['type']]: Shape<FromLineage> } = {
  ready: record({ type: oneOf(['ready']) }),
  open: record({ type: oneOf(['open']), id: text(500) }),
};

/**
 * A message from the webview.
 * @throws AtlasError `ATLAS-PROTOCOL`
 */
export function parseFromLineage(value: unknown): FromLineage {
  const { type } = record({ type: oneOf(Object.keys(FROM_LINEAGE) as FromLineage['type'][]) })(
    value,
    'message',
  );
  return FROM_LINEAGE[type](value, 'message');
}
