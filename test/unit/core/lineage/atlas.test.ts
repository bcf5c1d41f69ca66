import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadKnowledgeBase } from '../../../../src/content/knowledgeBase.ts';
import { layoutLineage } from '../../../../src/core/lineage/layout.ts';
import { LINEAGE_TYPES, LineageGraph, WALKED_TYPES } from '../../../../src/core/lineage/lineageGraph.ts';
import { standingYears } from '../../../../src/core/lineage/years.ts';
import { atlasContents } from '../../../../src/engine/atlasContents.ts';

const contents = atlasContents(await loadKnowledgeBase(join(import.meta.dirname, '../../../../kb')));
const graph = new LineageGraph(contents.concepts, contents.relations);

test('nothing in the atlas builds on, or is a variant of, what is younger', () => {
  const years = standingYears(graph);
  const wrong = graph.relations.filter(
    ({ from, to, type }) =>
      LINEAGE_TYPES.includes(type) && (years.get(to) ?? -Infinity) > (years.get(from) ?? -Infinity),
  );
  assert.deepEqual(wrong, []);
  assert.ok(graph.relations.filter(({ type }) => type === 'builds-on').length > 50);
});

test('on the atlas’s map each line of lineage leads to the left', () => {
  const { boxes } = layoutLineage(graph, () => 100);
  assert.equal(boxes.size, contents.concepts.length);
  for (const { from, to, type } of graph.relations)
    if (LINEAGE_TYPES.includes(type))
      assert.ok(boxes.get(to)!.x < boxes.get(from)!.x, `${from} ${type} ${to}`);
});

test('Qwen2-VL goes back to Qwen-VL, and from there to CLIP and ViT', () => {
  assert.ok(graph.ancestors('qwen2-vl', ['builds-on']).has('qwen-vl'));
  const foundations = graph.ancestors('qwen2-vl', WALKED_TYPES);
  for (const id of ['qwen-vl', 'openclip-vit-bigg', 'clip', 'vit', 'transformer'])
    assert.ok(foundations.has(id), id);
  assert.ok(!foundations.has('sdxl'));
});
