import fc from 'fast-check';
import { CATEGORIES, RELATION_TYPES } from '../../../../src/core/concept.ts';
import {
  LineageGraph,
  type LineageConcept,
  type LineageRelation,
} from '../../../../src/core/lineage/lineageGraph.ts';

export interface GraphParts {
  readonly concepts: LineageConcept[];
  readonly relations: LineageRelation[];
}

/** `name year` or `name`: models with these years. */
export const conceptsOf = (...texts: string[]): LineageConcept[] =>
  texts.map((text) => {
    const [id, year, category = 'model'] = text.split(' ');
    return { id: id!, names: { en: id!, zh: id! }, category, year: year ? Number(year) || null : null };
  });

/** `younger type older`. */
export const relationsOf = (...texts: string[]): LineageRelation[] =>
  texts.map((text) => {
    const [from, type, to] = text.split(' ');
    return { from: from!, type: type!, to: to! };
  });

export const graphOf = ({ concepts, relations }: GraphParts): LineageGraph =>
  new LineageGraph(concepts, relations);

const year = fc.option(fc.integer({ min: 2013, max: 2018 }));

/** Graphs of any kind, with circles and relations to what is not there. */
export const anyGraph: fc.Arbitrary<GraphParts> = fc.integer({ min: 0, max: 60 }).chain((count) =>
  fc.record({
    concepts: fc
      .array(fc.record({ category: fc.constantFrom(...CATEGORIES.slice(0, 4)), year }), {
        minLength: count,
        maxLength: count,
      })
      .map((list) =>
        list.map((each, index) => ({
          ...each,
          id: `c${index}`,
          names: { en: `C ${index}`, zh: `概念${index}` },
        })),
      ),
    relations: fc.array(
      fc
        .tuple(fc.nat({ max: count }), fc.constantFrom(...RELATION_TYPES), fc.nat({ max: count }))
        .map(([from, type, to]) => ({ from: `c${from}`, type, to: `c${to}` })),
      { maxLength: 120 },
    ),
  }),
);

/** Without circles, and nothing builds on what is younger: as the atlas is. */
export const soundGraph: fc.Arbitrary<GraphParts> = anyGraph.map(({ concepts, relations }) => {
  const rank = new Map(
    [...concepts]
      .sort((a, b) => (a.year ?? 0) - (b.year ?? 0) || (a.id < b.id ? -1 : 1))
      .map(({ id }, index) => [id, index]),
  );
  const turned = relations.map(({ from, type, to }) =>
    (rank.get(from) ?? 0) < (rank.get(to) ?? 0) ? { from: to, type, to: from } : { from, type, to },
  );
  return { concepts, relations: turned };
});
