import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WALKED_TYPES } from '../../../../src/core/lineage/lineageGraph.ts';
import { startAt, walk, walkAside } from '../../../../src/core/lineage/walk.ts';
import { conceptsOf, graphOf, relationsOf } from './sampleGraphs.ts';

const graph = graphOf({
  concepts: conceptsOf('text 2017', 'vision 2020', 'joint 2021', 'model 2023', 'other 2024'),
  relations: relationsOf(
    'model uses text',
    'model uses vision',
    'model builds-on joint',
    'other uses vision',
  ),
});

test('back leads to what the concept builds on first, aside to the others and round', () => {
  const place = walk(graph, startAt('model'), 'back', WALKED_TYPES)!;
  assert.deepEqual(place, {
    at: 'joint',
    from: 'model',
    direction: 'back',
    siblings: ['joint', 'text', 'vision'],
  });
  const second = walkAside(place, 1)!;
  assert.equal(second.at, 'text');
  assert.equal(walkAside(second, -1)!.at, 'joint');
  assert.equal(walkAside(place, -1)!.at, 'vision');
  assert.equal(walkAside(walkAside(second, 1)!, 1)!.at, 'joint');
});

test('turning round leads to where one came from, though it is not the first there', () => {
  const vision = { ...walk(graph, startAt('other'), 'back', WALKED_TYPES)! };
  assert.equal(vision.at, 'vision');
  const back = walk(graph, vision, 'forward', WALKED_TYPES)!;
  assert.equal(back.at, 'other');
  assert.deepEqual(back.siblings, ['model', 'other']);
  assert.equal(walk(graph, startAt('vision'), 'forward', WALKED_TYPES)!.at, 'model');
});

test('only chosen kinds of relations are walked, and the ends of the map are ends', () => {
  assert.equal(walk(graph, startAt('other'), 'back', ['builds-on']), null);
  assert.equal(walk(graph, startAt('text'), 'back', WALKED_TYPES), null);
  assert.equal(walk(graph, startAt('other'), 'forward', WALKED_TYPES), null);
  assert.equal(walkAside(startAt('model'), 1), null);
});
