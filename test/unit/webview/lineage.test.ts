import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AtlasContents } from '../../../src/core/atlasContents.ts';
import { LineageGraph } from '../../../src/core/lineage/lineageGraph.ts';
import { createNames } from '../../../src/features/host/names.ts';
import { conceptOf, lineageMap } from '../../../src/features/lineage/lineageMap.ts';
import { parseFromLineage } from '../../../src/protocol/lineageMessages.ts';
import { emphasisOf } from '../../../src/webview/lineage/emphasis.ts';
import { MapNames } from '../../../src/webview/lineage/mapNames.ts';
import { parseMapState } from '../../../src/webview/lineage/mapState.ts';
import { parseToLineage } from '../../../src/webview/lineage/parseToLineage.ts';

const t = (message: string, ...args: unknown[]): string =>
  message.replace(/\{(\d)\}/g, (_, index: string) => String(args[Number(index)]));
const concept = (id: string, category: string, year: number | null, papers: string[] = []) => ({
  id,
  names: { en: id.toUpperCase(), zh: `${id}（中文）` },
  category,
  year,
  papers,
});
const contents: AtlasContents = {
  version: 1,
  chapters: [],
  figures: [],
  papers: [],
  concepts: [
    concept('vit', 'model', 2020, ['paper:vit']),
    concept('clip', 'model', 2021, ['paper:clip', 'paper:vit']),
    concept('blip', 'model', 2022),
    concept('captioning', 'task', null),
  ],
  relations: [
    { from: 'clip', type: 'uses', to: 'vit' },
    { from: 'blip', type: 'builds-on', to: 'clip' },
    { from: 'blip', type: 'evaluated-on', to: 'captioning' },
  ],
};
const map = lineageMap(contents, { names: createNames(t), t, language: 'en' });
const graph = new LineageGraph(map.concepts, map.relations);

test('the page accepts the map that the extension sends, and nothing that is not one', () => {
  const message = { type: 'show', map, start: 'clip' };
  assert.deepEqual(parseToLineage(message), message);
  assert.deepEqual(
    map.categories.map(({ label }) => label),
    ['Model', 'Task'],
  );
  assert.equal(map.types.length, 10);
  for (const wrong of [
    null,
    'show',
    { type: 'toString' },
    { type: 'show', map: { ...map, labels: {} }, start: null },
    { type: 'show', map: { ...map, concepts: [{ id: 'x' }] }, start: null },
    { type: 'show', map, start: 7 },
    { type: 'focus' },
  ])
    assert.equal(parseToLineage(wrong), null, JSON.stringify(wrong));
});

test('the extension accepts only messages that it knows', () => {
  assert.deepEqual(parseFromLineage({ type: 'open', id: 'clip', more: 1 }), { type: 'open', id: 'clip' });
  assert.deepEqual(parseFromLineage({ type: 'ready' }), { type: 'ready' });
  for (const wrong of [null, {}, { type: 'open' }, { type: 'open', id: 'x'.repeat(501) }, { type: 'run' }])
    assert.throws(() => parseFromLineage(wrong), { code: 'ATLAS-PROTOCOL' });
});

test('the map starts at a concept, or at the one that a paper defines', () => {
  assert.equal(conceptOf(contents, 'clip'), 'clip');
  assert.equal(conceptOf(contents, 'paper:vit'), 'vit');
  assert.equal(conceptOf(contents, 'paper:other'), null);
});

test('a state of another version counts as far as it fits', () => {
  const fresh = { at: null, categories: [], types: ['builds-on', 'variant-of', 'uses'], view: null };
  assert.deepEqual(parseMapState(undefined, map), fresh);
  assert.deepEqual(parseMapState({ at: 'gone', categories: 'model', types: 3, view: { x: 1 } }, map), fresh);
  assert.deepEqual(parseMapState({ view: { x: NaN, y: 0, scale: 1 } }, map), fresh);
  assert.deepEqual(parseMapState({ view: { x: 0, y: 0, scale: 1e9 } }, map), fresh);
  const kept = { at: 'clip', categories: ['task'], types: [], view: { x: -5, y: 2, scale: 0.5 } };
  assert.deepEqual(parseMapState({ ...kept, categories: ['task', 'gone'] }, map), kept);
});

test('a concept says its category, year, and what it builds on', () => {
  const names = new MapNames(map);
  assert.equal(names.description('blip', graph), 'BLIP, Model, 2022, builds on CLIP');
  assert.equal(names.description('captioning', graph), 'CAPTIONING, Task, Undated');
  const only = graph.only(new Set(['task']));
  assert.equal(names.description('captioning', only), 'CAPTIONING, Task, Undated');
  const step = { at: 'clip', from: 'blip', direction: 'back', siblings: ['vit', 'clip'] } as const;
  assert.equal(names.step(step), '2 of 2 that BLIP builds on or uses');
  assert.equal(names.step({ ...step, direction: 'forward' }), '2 of 2 that build on or use BLIP');
});

test('lineage is drawn everywhere, other relations at the concept one is at alone', () => {
  const all = map.types.map(({ id }) => id);
  const drawn = (at: string | null, types: readonly string[]): string[] =>
    emphasisOf(graph, at, types).lines.map(({ relation, kind }) => `${relation.from}-${relation.to} ${kind}`);
  assert.deepEqual(drawn(null, all), ['blip-clip other']);
  assert.deepEqual(drawn('vit', all), ['blip-clip other', 'clip-vit own']);
  assert.deepEqual(drawn('blip', all), ['blip-clip own', 'blip-captioning own']);
  assert.deepEqual(drawn('blip', ['builds-on']), ['blip-clip own']);
  const { ancestors, descendants, neighbours } = emphasisOf(graph, 'clip', all);
  assert.deepEqual([[...ancestors], [...descendants], [...neighbours]], [[], ['blip'], ['vit']]);
});
