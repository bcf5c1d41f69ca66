import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { edgePath } from '../../../../src/core/lineage/edgePath.ts';
import { layoutLineage, type LineageBox } from '../../../../src/core/lineage/layout.ts';
import { boxAt, nextBox } from '../../../../src/core/lineage/nextBox.ts';
import { standingYears } from '../../../../src/core/lineage/years.ts';
import { anyGraph, conceptsOf, graphOf, relationsOf, soundGraph } from './sampleGraphs.ts';

const widthOf = (id: string): number => 60 + (Number(id.slice(1)) || 0) * 7;
const overlap = (a: LineageBox, b: LineageBox): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

test('every concept has one box, in the band of its year and the lane of its category, and none lies over another', () => {
  fc.assert(
    fc.property(anyGraph, (parts) => {
      const graph = graphOf(parts);
      const layout = layoutLineage(graph, widthOf);
      const years = standingYears(graph);
      assert.deepEqual([...layout.boxes.keys()].sort(), [...graph.concepts.keys()].sort());
      const boxes = [...layout.boxes.values()];
      for (const box of boxes) {
        const { category } = graph.concepts.get(box.id)!;
        const year = layout.years.filter(({ x, width }) => box.x >= x && box.x + box.width <= x + width);
        const lane = layout.lanes.filter(({ y, height }) => box.y >= y && box.y + box.height <= y + height);
        assert.deepEqual(
          year.map((band) => band.year),
          [years.get(box.id)],
        );
        assert.deepEqual(
          lane.map((band) => band.category),
          [category],
        );
        assert.equal(box.width, widthOf(box.id));
        for (const other of boxes)
          if (other !== box) assert.ok(!overlap(box, other), `${box.id} ${other.id}`);
      }
    }),
  );
});

test('the same graph gives the same map, in whatever order its parts come', () => {
  const shuffled = anyGraph.chain(({ concepts, relations }) =>
    fc.tuple(
      fc.constant({ concepts, relations }),
      fc.record({
        concepts: fc.shuffledSubarray(concepts, { minLength: concepts.length }),
        relations: fc.shuffledSubarray(relations, { minLength: relations.length }),
      }),
    ),
  );
  fc.assert(
    fc.property(shuffled, ([one, other]) => {
      const [a, b] = [one, other].map((parts) => layoutLineage(graphOf(parts), widthOf));
      assert.deepEqual(new Map([...a!.boxes].sort()), new Map([...b!.boxes].sort()));
      assert.deepEqual([a!.years, a!.lanes], [b!.years, b!.lanes]);
    }),
  );
});

test('what a concept builds on or is a variant of stands left of it', () => {
  fc.assert(
    fc.property(soundGraph, (parts) => {
      const graph = graphOf(parts);
      const years = standingYears(graph);
      const { boxes } = layoutLineage(graph, widthOf);
      for (const { from, to, type } of graph.relations) {
        const isLineage =
          type === 'builds-on' || (type === 'variant-of' && years.get(from) === years.get(to));
        if (!isLineage) continue;
        const [young, old] = [boxes.get(from)!, boxes.get(to)!];
        assert.ok(old.x + old.width < young.x, `${from} ${type} ${to}`);
      }
    }),
  );
});

test('a concept without a year stands before all years, or with the newest thing that it builds on', () => {
  const years = standingYears(
    graphOf({
      concepts: conceptsOf('task', 'old 2015', 'new 2020', 'practice', 'custom'),
      relations: relationsOf(
        'practice builds-on old',
        'practice builds-on new',
        'custom builds-on practice',
        'custom uses new',
      ),
    }),
  );
  assert.deepEqual(Object.fromEntries(years), {
    task: null,
    old: 2015,
    new: 2020,
    practice: 2020,
    custom: 2020,
  });
});

test('of two ways to order a cell the one without a crossing is taken', () => {
  const { boxes } = layoutLineage(
    graphOf({
      concepts: conceptsOf('a 2019', 'b 2019', 'y 2020', 'z 2020'),
      relations: relationsOf('y builds-on b', 'z builds-on a'),
    }),
    () => 80,
  );
  const y = (id: string): number => boxes.get(id)!.y;
  assert.equal(y('a') < y('b'), y('z') < y('y'));
});

test('up and down lead to the box above and below', () => {
  const layout = layoutLineage(
    graphOf({ concepts: conceptsOf('a 2019', 'b 2019', 'c 2019', 'd 2020'), relations: [] }),
    () => 80,
  );
  assert.equal(nextBox(layout, 'a', 'down'), 'b');
  assert.equal(nextBox(layout, 'b', 'down'), 'c');
  assert.equal(nextBox(layout, 'b', 'up'), 'a');
  assert.equal(nextBox(layout, 'a', 'up'), null);
  const d = layout.boxes.get('d')!;
  assert.equal(boxAt(layout, d.x + 1, d.y + 1), 'd');
  assert.equal(
    boxAt(
      layoutLineage(graphOf({ concepts: [], relations: [] }), () => 1),
      0,
      0,
    ),
    null,
  );
});

test('a line leaves and reaches boxes at their sides', () => {
  const box = (x: number, y: number): LineageBox => ({ id: '', x, y, width: 50, height: 20 });
  const ends = (path: string): number[] => {
    const numbers = path.match(/-?[\d.]+/g)!.map(Number);
    return [...numbers.slice(0, 2), ...numbers.slice(-2)];
  };
  assert.deepEqual(ends(edgePath(box(200, 0), box(0, 40))), [200, 10, 50, 50]);
  assert.deepEqual(ends(edgePath(box(0, 0), box(200, 40))), [50, 10, 200, 50]);
  assert.deepEqual(ends(edgePath(box(0, 0), box(10, 40))), [50, 10, 60, 50]);
});
