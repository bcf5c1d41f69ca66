import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadKnowledgeBase } from '../../../../src/content/knowledgeBase.ts';
import { Explainer } from '../../../../src/core/explain/explainer.ts';
import { textLines } from '../../../../src/core/explain/textLines.ts';
import { atlasTerms } from '../../../../src/engine/atlasTerms.ts';

const base = await loadKnowledgeBase(join(import.meta.dirname, '../../../../kb'));
const explainer = new Explainer(atlasTerms(base));

/** What is explained in a line of a config that stands alone, as `word=card`. */
function explained(line: string, languageId = 'json'): string[] {
  const options = { languageId, entries: [], eagerness: 'fitting' } as const;
  return [...explainer.mentionsIn(textLines(line), options)]
    .sort((a, b) => a.start - b.start)
    .map(({ start, end, card }) => `${line.slice(start, end)}=${card}`);
}

test("a tensor's name is explained by its parts, without other company", () => {
  assert.deepEqual(
    explained('"vision_model.encoder.layers.0.self_attn.q_proj.weight": "model.safetensors",'),
    ['vision_model=visual-encoder', 'self_attn=self-attention', 'q_proj=self-attention'],
  );
  assert.deepEqual(explained('- visual.merger.mlp.0.weight', 'yaml'), [
    'visual=visual-encoder',
    'merger=projector',
  ]);
  assert.deepEqual(explained('first_stage_model.post_quant_conv.weight', 'yaml'), [
    'first_stage_model=sd-vae',
    'post_quant_conv=sd-vae',
  ]);
});

test('what stands inside attention belongs to the attention around it', () => {
  assert.deepEqual(explained('down_blocks.0.transformer_blocks.1.attn2.to_k.weight'), [
    'down_blocks=sd-unet',
    'attn2=cross-attention',
    'to_k=cross-attention',
  ]);
  assert.deepEqual(explained('layers.0.mlp.key.weight'), []);
});

test("a layer's common name says nothing, and neither does a path that is no tensor's", () => {
  assert.deepEqual(explained('time_embedding.linear_1.weight'), ['time_embedding=timestep-embedding']);
  assert.deepEqual(explained('text_model.encoder.factor.weight'), ['text_model=language-encoder']);
  assert.deepEqual(explained('visual.editor.background'), []);
  assert.deepEqual(explained('https://visual.example.0.com/merger.html'), []);
  assert.deepEqual(explained('shop.visual.1/merger', 'plaintext'), []);
});

test('a code symbol in a config needs the company that it has there', () => {
  const config = ['"rope_scaling": {', '  "type": "mrope",', '  "mrope_section": [16, 24, 24]', '}'];
  const options = { languageId: 'json', entries: [], eagerness: 'fitting' } as const;
  const cards = [...explainer.mentionsIn(textLines(config.join('\n')), options)].map(({ card }) => card);
  assert.ok(cards.includes('m-rope'));
});
