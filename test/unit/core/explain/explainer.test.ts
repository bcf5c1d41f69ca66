import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseBibliography } from '../../../../src/core/explain/bibliography.ts';
import { Explainer, type ExplainOptions } from '../../../../src/core/explain/explainer.ts';
import { identifiersIn } from '../../../../src/core/explain/identifiers.ts';
import { parseTerms, type AtlasTerm, type AtlasTerms } from '../../../../src/core/explain/terms.ts';
import { textLines } from '../../../../src/core/explain/textLines.ts';

const term = (en: string, zh: string, code: string[] = [], aliases: string[] = []): AtlasTerm => ({
  names: { en, zh },
  aliases: { en: aliases, zh: [] },
  code,
  summary: { en: `${en}.`, zh: `${zh}。` },
  category: 'concept',
  year: null,
  paper: null,
  figure: null,
});
const TERMS: AtlasTerms = {
  version: 2,
  concepts: {
    clip: term('CLIP', 'CLIP（图文对比预训练）', ['CLIPModel', 'openai/clip-vit-base-patch32']),
    siglip: term('SigLIP', 'SigLIP'),
    temperature: term('Temperature', '温度系数'),
    attention: term('Attention mechanism', '注意力', [], ['attention']),
    'diffusion-model': term('Diffusion model', '扩散模型', ['DDPMScheduler']),
    'latent-diffusion': term('Latent diffusion model', '潜在扩散模型'),
    tokens: term('Image special tokens', '图像特殊标记', ['<|vision_start|>']),
  },
  papers: {
    'paper:clip': {
      title: 'Learning Transferable Visual Models From Natural Language Supervision',
      line: 'Alec Radford et al., 2021',
      arxiv: '2103.00020',
      doi: '10.5555/clip',
      concepts: ['clip'],
    },
  },
};
const explainer = new Explainer(TERMS);

/** What is explained where `‸` stands in the text. */
function at(text: string, options: Partial<ExplainOptions> = {}): [card: string, word: string] | null {
  const before = text.slice(0, text.indexOf('‸')).split('\n');
  const lines = textLines(text.replace('‸', ''));
  const line = before.length - 1;
  const found = explainer.explain(lines, line, before.at(-1)!.length, {
    languageId: 'markdown',
    entries: [],
    eagerness: 'fitting',
    ...options,
  });
  return found && [found.card, lines.line(line).slice(found.start, found.end)];
}

test('the longest name counts, whatever its case, hyphen or plural, in both scripts', () => {
  assert.deepEqual(at('CLIP and a latent dif‸fusion model.'), ['latent-diffusion', 'latent diffusion model']);
  assert.deepEqual(at('CLIP and Latent-Diffusion mo‸dels.'), ['latent-diffusion', 'Latent-Diffusion models']);
  assert.deepEqual(at('CLIP 给潜在扩‸散模型打分'), ['latent-diffusion', '潜在扩散模型']);
});

test('code symbols, model ids and special tokens are compared exactly', () => {
  assert.deepEqual(at('CLIP‸Model.from_pretrained(x)', { languageId: 'python' }), ['clip', 'CLIPModel']);
  assert.deepEqual(at('m = load("openai/cl‸ip-vit-base-patch32")'), ['clip', 'openai/clip-vit-base-patch32']);
  assert.deepEqual(at('text = "<|vision‸_start|>"'), ['tokens', '<|vision_start|>']);
  assert.equal(at('the clip‸model of the shop', { languageId: 'plaintext' }), null);
});

test('everyday words are explained in company alone', () => {
  assert.equal(at('The temper‸ature in Oslo will fall.'), null);
  assert.deepEqual(at('CLIP learns its temper‸ature.'), ['temperature', 'temperature']);
  assert.equal(at('上课时注‸意力不集中'), null);
  assert.equal(at('Hair cl‸ip, red'), null);
  assert.deepEqual(at('The temper‸ature', { eagerness: 'eager' }), null);
  assert.equal(at('CLIP learns its temper‸ature.', { silenced: new Set(['temperature']) }), null);
});

test('papers are known by arXiv id, address, DOI, citation key and BibTeX entry', () => {
  const paper = (word: string): [string, string] => ['paper:clip', word];
  assert.deepEqual(at('see 2103.0‸0020v2'), paper('2103.00020v2'));
  assert.deepEqual(at('https://arxiv.org/abs/2103.0‸0020'), paper('arxiv.org/abs/2103.00020'));
  assert.deepEqual(at('doi:10.5555/c‸lip.'), paper('10.5555/clip'));
  const entries = parseBibliography(
    '@article{r21, eprint={2103.00020}}\n@misc{t, title = "Learning {Transferable} Visual Models from Natural Language Supervision"}\n@misc{x, title={Another}}',
  );
  assert.deepEqual(at('as in [@r2‸1; @x]', { entries }), paper('r21'));
  assert.deepEqual(
    at('\\citep[p. 3]{x,t‸}'.replace('t‸', '‸t'), { entries, languageId: 'latex' }),
    paper('t'),
  );
  assert.equal(at('\\cite{‸x}', { entries, languageId: 'latex' }), null);
  assert.deepEqual(at('@article{r2‸1,\n  eprint = {2103.00020}\n}', { languageId: 'bibtex' }), paper('r21'));
  assert.equal(at('In 2021 we sold 2103.00‸ euros.'), null);
});

test('any text and any place give a range in its line, or nothing', () => {
  const piece = fc.constantFrom(
    'CLIP',
    '扩散模型',
    '@r21',
    '\\cite{',
    '}',
    '2103.00020',
    '<|',
    '.',
    '\n',
    '🙂',
    'a',
    ' ',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), fc.nat(80), fc.nat(200), (pieces, line, character) => {
      const lines = textLines(pieces.join(''));
      const found = explainer.explain(lines, line, character, {
        languageId: 'markdown',
        entries: [],
        eagerness: 'eager',
      });
      if (!found) return;
      assert.ok(found.start <= character && character < found.end && found.end <= lines.line(line).length);
    }),
  );
});

test('identifiers do not overlap, and files of another version are refused', () => {
  const line = 'doi 10.48550/arXiv.2103.00020 and arXiv:2103.00020';
  assert.deepEqual(
    identifiersIn(line, 'plaintext').map(({ kind }) => kind),
    ['doi', 'arxiv'],
  );
  assert.throws(() => parseTerms('{"version":1}'), /version 1.*build the atlas again/);
});
