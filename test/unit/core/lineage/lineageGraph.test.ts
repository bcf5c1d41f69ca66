import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LINEAGE_TYPES, WALKED_TYPES } from '../../../../src/core/lineage/lineageGraph.ts';
import { anyGraph, conceptsOf, graphOf, relationsOf } from './sampleGraphs.ts';

/** Who is reached from whom, found another way: the transitive closure of the matrix (Warshall). */
function closure(
  ids: readonly string[],
  pairs: readonly (readonly [string, string])[],
): Map<string, Set<string>> {
  const reached = new Map(ids.map((id) => [id, new Set<string>()]));
  for (const [from, to] of pairs) reached.get(from)!.add(to);
  for (const by of ids)
    for (const from of ids)
      if (reached.get(from)!.has(by)) for (const to of reached.get(by)!) reached.get(from)!.add(to);
  return reached;
}

test('ancestors are what is reached, descendants the other way round, in any graph', () => {
  fc.assert(
    fc.property(anyGraph, (parts) => {
      const graph = graphOf(parts);
      const ids = [...graph.concepts.keys()];
      const pairs = parts.relations
        .filter(
          ({ from, to, type }) => LINEAGE_TYPES.includes(type) && ids.includes(from) && ids.includes(to),
        )
        .map(({ from, to }) => [from, to] as const);
      const expected = closure(ids, pairs);
      for (const id of ids) {
        const ancestors = new Set(expected.get(id));
        ancestors.delete(id);
        assert.deepEqual(new Set(graph.ancestors(id, LINEAGE_TYPES)), ancestors);
        const descendants = ids.filter((other) => other !== id && expected.get(other)!.has(id));
        assert.deepEqual([...graph.descendants(id, LINEAGE_TYPES)].sort(), descendants.sort());
      }
    }),
  );
});

test('what a concept rests on stands in the order of the types, each once', () => {
  const graph = graphOf({
    concepts: conceptsOf('a 2024', 'b 2020', 'c 2021', 'd 2022'),
    relations: relationsOf(
      'a uses b',
      'a uses c',
      'a builds-on d',
      'a builds-on b',
      'a related c',
      'a uses gone',
    ),
  });
  assert.deepEqual(graph.foundations('a', WALKED_TYPES), ['d', 'b', 'c']);
  assert.deepEqual(graph.heirs('b', WALKED_TYPES), ['a']);
  assert.deepEqual(graph.heirs('c', ['builds-on']), []);
});

test('a chain through a concept that is filtered out is broken', () => {
  const graph = graphOf({
    concepts: conceptsOf('old 2019', 'between 2020 method', 'new 2021'),
    relations: relationsOf('new builds-on between', 'between builds-on old'),
  });
  assert.deepEqual([...graph.ancestors('new', LINEAGE_TYPES)], ['between', 'old']);
  const models = graph.only(new Set(['model']));
  assert.deepEqual([...models.concepts.keys()], ['old', 'new']);
  assert.deepEqual(models.relations, []);
  assert.equal(models.ancestors('new', LINEAGE_TYPES).size, 0);
});

test('the map begins where most lines meet', () => {
  const graph = graphOf({
    concepts: conceptsOf('alone 2024', 'old 2019', 'middle 2020', 'new 2021', 'newer 2022'),
    relations: relationsOf('middle builds-on old', 'new builds-on middle', 'newer variant-of middle'),
  });
  assert.equal(graph.hub(LINEAGE_TYPES), 'middle');
  assert.equal(graphOf({ concepts: [], relations: [] }).hub(LINEAGE_TYPES), null);
});
