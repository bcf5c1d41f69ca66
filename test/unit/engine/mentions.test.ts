import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { AtlasError } from '../../../src/core/errors.ts';
import { Engine } from '../../../src/engine/engine.ts';
import { ANSWER_SHAPES } from '../../../src/protocol/answerShapes.ts';
import type { LibraryMention, MentionsAnswer } from '../../../src/protocol/requests.ts';
import { configurationFor, fakeParts } from './fakeParts.ts';
import { putFile } from './putFile.ts';

describe('what the library mentions', () => {
  let root = '';
  let notes = '';
  let engine: Engine;

  const put = (path: string, text: string): Promise<string> => putFile(root, path, text);
  const index = (folder = notes): Promise<unknown> => engine.request('index', { folder });
  const ask = async (): Promise<MentionsAnswer> => {
    const answer = await engine.request('mentions', {});
    assert.deepEqual(ANSWER_SHAPES.mentions(answer, 'mentions'), answer);
    return answer;
  };
  const of = async (card: string): Promise<readonly LibraryMention[]> =>
    (await ask()).mentions.filter((each) => each.card === card);
  const documents = async (card: string): Promise<string[]> =>
    (await of(card)).map(({ document }) => document);

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'atlas-mentions-'));
    notes = join(root, 'notes');
    await mkdir(notes);
    engine = new Engine(configurationFor(join(root, 'library')), fakeParts(), () => undefined);
  });
  afterEach(async () => {
    await engine.close();
    await rm(root, { recursive: true });
  });

  it('names each document once, with its first place, heading, words and count', async () => {
    const file = await put(
      'notes/deep/a.md',
      '# Positions\n\nSee the paper.\n\n## Rows and columns\n\nWith M-RoPE, or\nM-RoPE without rows, and Qwen2-VL.\n',
    );
    await put('notes/b.txt', 'M-RoPE again.');
    await index();
    assert.deepEqual(await of('m-rope'), [
      {
        card: 'm-rope',
        document: 'deep/a.md',
        file,
        cell: null,
        line: 6,
        heading: 'Rows and columns',
        excerpt: 'With M-RoPE, or',
        count: 2,
      },
      {
        card: 'm-rope',
        document: 'b.txt',
        file: join(notes, 'b.txt'),
        cell: null,
        line: 0,
        heading: null,
        excerpt: 'M-RoPE again.',
        count: 1,
      },
    ]);
    assert.deepEqual(await documents('qwen2-vl'), ['deep/a.md']);
  });

  it('decides as the hover does: everyday words need company, and in code do not count at all', async () => {
    await put('notes/weather.md', 'The temperature in Oslo will fall tonight.');
    await put('notes/loss.md', 'CLIP divides the cosine by a learned temperature; SigLIP adds a bias.');
    await put(
      'notes/loss.py',
      'from transformers import CLIPModel, SiglipModel\ntemperature = 0.07\nlogits = model.logit_scale\n',
    );
    await index();
    assert.deepEqual(
      (await of('temperature')).map(({ document, excerpt }) => [document, excerpt]),
      [
        ['loss.md', 'CLIP divides the cosine by a learned temperature; SigLIP adds a bias.'],
        ['loss.py', 'logits = model.logit_scale'],
      ],
    );
    assert.deepEqual(await documents('clip'), ['loss.md', 'loss.py']);
  });

  it('finds papers by arXiv id and by the keys of any .bib file of the library', async () => {
    await put('notes/refs/mine.bib', '@article{r21,\n  eprint = {2103.00020}\n}\n');
    await put('notes/paper.tex', '\\section{Related work}\nAs in \\cite{other,r21}.\n');
    await put('notes/list.md', 'Read 2103.00020 first.');
    await index();
    const found = await of('paper:clip');
    assert.deepEqual(
      found.map(({ document, line, heading }) => [document, line, heading]),
      [
        ['list.md', 0, null],
        ['paper.tex', 1, 'Related work'],
        ['refs/mine.bib', 0, null],
      ],
    );
  });

  it("counts lines inside a notebook's cells, with company and headings from its neighbours", async () => {
    const cells = [
      { cell_type: 'markdown', source: ['# Contrast\n', '\n', 'CLIP and SigLIP compared.'] },
      { cell_type: 'code', source: 'import torch\nmodel = CLIPModel.from_pretrained(name)', outputs: [] },
      { cell_type: 'markdown', source: ['Then the temperature is learned.'] },
    ];
    const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells };
    await put('notes/run.ipynb', JSON.stringify(notebook, null, 1));
    await put('notes/other.md', '# Other');
    await index();
    const [place] = await of('temperature');
    assert.deepEqual(
      [place?.document, place?.cell, place?.line, place?.heading],
      ['run.ipynb', 2, 0, 'Contrast'],
    );
    const [clip] = await of('clip');
    assert.deepEqual([clip?.cell, clip?.line, clip?.count], [0, 2, 2]);
  });

  it('says what it left out, and why', async () => {
    await put('notes/package-lock.json', '{}');
    await put('notes/data.json', JSON.stringify({ text: 'M-RoPE '.repeat(2_000) }));
    await put('notes/broken.ipynb', '{"cells": [');
    await put('notes/list.ipynb', '[]');
    await put('notes/binary.txt', 'M-RoPE\0');
    await put('notes/node_modules/x/readme.md', 'M-RoPE');
    await put('notes/fine.md', 'M-RoPE');
    await index();
    await put('notes/big.md', 'M-RoPE '.repeat(200_000));
    const { skipped, mentions } = await ask();
    const reasons = Object.fromEntries(skipped.map(({ document, reason }) => [document, reason]));
    assert.match(reasons['big.md']!, /1\.3 MB.*at most 1 MB/);
    assert.match(reasons['package-lock.json']!, /package manager/);
    assert.match(reasons['data.json']!, /minified/);
    assert.match(reasons['broken.ipynb']!, /no notebook/);
    assert.match(reasons['list.ipynb']!, /no notebook/);
    assert.match(reasons['binary.txt']!, /no text/);
    assert.deepEqual(Object.keys(reasons).length, 6);
    assert.deepEqual(
      mentions.map(({ document }) => document),
      ['fine.md'],
    );
  });

  it('looks again at what has changed alone, and forgets what is gone', async () => {
    const file = await put('notes/a.md', 'M-RoPE');
    await put('notes/b.md', 'M-RoPE');
    await index();
    assert.deepEqual(await documents('m-rope'), ['a.md', 'b.md']);
    // The same size and time: not read again, so the old content still counts.
    const time = new Date('2024-01-01');
    await utimes(file, time, time);
    await ask();
    await writeFile(file, 'SigLIP');
    await utimes(file, time, time);
    assert.deepEqual(await documents('m-rope'), ['a.md', 'b.md']);
    await writeFile(file, 'SigLIP.');
    assert.deepEqual(await documents('m-rope'), ['b.md']);
    assert.deepEqual(await documents('siglip'), ['a.md']);
    await rename(join(notes, 'b.md'), join(notes, 'c.md'));
    assert.deepEqual(await documents('m-rope'), ['c.md']);
  });

  it('reads keys anew when a .bib file changes', async () => {
    await put('notes/a.md', 'As in [@k].');
    const bib = await put('notes/x.bib', '@misc{k, eprint = {2103.00020}}');
    await index();
    assert.deepEqual(await documents('paper:clip'), ['a.md', 'x.bib']);
    await writeFile(bib, '@misc{another, eprint = {2103.00020}}');
    assert.deepEqual(await documents('paper:clip'), ['x.bib']);
  });

  it('keeps folders of a library apart, and names at most thirty documents a card', async () => {
    for (let at = 0; at < 32; at += 1) await put(`notes/${at}.py`, 'model = "Qwen/Qwen2-VL-7B-Instruct"\n');
    await put('more/x.md', 'Qwen2-VL');
    await put('more/y.md', 'Qwen2-VL and Qwen2-VL');
    await put('notes/a.md', '# Nothing');
    await index();
    await index(join(root, 'more'));
    const found = await documents('qwen2-vl');
    assert.equal(found.length, 30);
    assert.deepEqual(found.slice(0, 2), ['../more/y.md', '../more/x.md']);
    assert.equal((await ask()).files, 35);
  });

  it('answers without a library, and stops when it is cancelled', async () => {
    assert.deepEqual(await ask(), { mentions: [], files: 0, skipped: [] });
    for (let at = 0; at < 50; at += 1) await put(`notes/${at}.md`, 'M-RoPE\n'.repeat(100));
    await index();
    const abort = new AbortController();
    const answer = engine.request('mentions', {}, { signal: abort.signal });
    setImmediate(() => abort.abort());
    await assert.rejects(answer, (error: AtlasError) => error.code === 'ATLAS-CANCELLED');
    assert.equal((await documents('m-rope')).length, 30);
  });

  it('lets other requests through while it looks', async () => {
    for (let at = 0; at < 30; at += 1) await put(`notes/${at}.md`, 'M-RoPE and Qwen2-VL\n'.repeat(200));
    await index();
    const order: string[] = [];
    const mentions = ask().then(() => order.push('mentions'));
    const read = engine.request('read', { id: 'clip' }).then(() => order.push('read'));
    await Promise.all([mentions, read]);
    assert.deepEqual(order, ['read', 'mentions']);
  });

  it('looks through five thousand files at most, notes first, and says how many were left out', async () => {
    await put('notes/z.md', 'M-RoPE');
    await index();
    const names = Array.from({ length: 5_000 }, (_, at) => join(notes, `${at}.json`));
    await Promise.all(names.map((name) => writeFile(name, '')));
    const { files, skipped, mentions } = await ask();
    assert.equal(files, 5_000);
    assert.match(skipped[0]!.reason, /: 1 were left out/);
    assert.deepEqual(
      mentions.map(({ document }) => document),
      ['z.md'],
    );
  });

  it('cuts a long line to the words around the place', async () => {
    await put('notes/a.md', `${'字'.repeat(400)} 用 M-RoPE 编码 ${'😀'.repeat(400)}`);
    await index();
    const [place] = await of('m-rope');
    assert.ok(place!.excerpt.length <= 200 && place!.excerpt.isWellFormed());
    assert.match(place!.excerpt, /^…字+ 用 M-RoPE 编码 😀+…$/u);
  });
});
