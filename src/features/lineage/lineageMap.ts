import type { AtlasContents } from '../../core/atlasContents.ts';
import { CATEGORIES, RELATION_TYPES } from '../../core/concept.ts';
import { LINEAGE_TYPES } from '../../core/lineage/lineageGraph.ts';
import type { LineageMap } from '../../protocol/lineageMessages.ts';
import type { Services } from '../host/services.ts';
import { lineageLabels } from './lineageLabels.ts';

/** What the map's page needs of the atlas, in the reader's language. */
export function lineageMap(
  contents: AtlasContents,
  { names, t, language }: Pick<Services, 'names' | 't' | 'language'>,
): LineageMap {
  /** Of the others the inverse is the same. */
  const inverses: Readonly<Record<string, string>> = {
    'builds-on': t('Built upon by'),
    'part-of': t('Its parts'),
    uses: t('Used by'),
    'variant-of': t('Its variants'),
    enables: t('Enabled by'),
    'trained-on': t('Used to train'),
    'evaluated-on': t('Used to evaluate'),
    'limited-by': t('Limits'),
  };
  const used = new Set(contents.concepts.map(({ category }) => category));
  const types = new Set([...LINEAGE_TYPES, 'uses', ...RELATION_TYPES]);
  return {
    language,
    concepts: contents.concepts.map(({ id, names, category, year }) => ({ id, names, category, year })),
    relations: contents.relations,
    categories: CATEGORIES.filter((id) => used.has(id)).map((id) => ({ id, label: names.category(id) })),
    types: [...types].map((id) => ({
      id,
      label: names.relation(id),
      inverse: inverses[id] ?? names.relation(id),
    })),
    labels: lineageLabels(t, language),
  };
}

/** The concept that an id stands for: itself, or the first one that a paper defines; null: there is none. */
export function conceptOf(contents: AtlasContents, id: string): string | null {
  const { concepts } = contents;
  const found =
    concepts.find((concept) => concept.id === id) ?? concepts.find(({ papers }) => papers[0] === id);
  return found?.id ?? null;
}
