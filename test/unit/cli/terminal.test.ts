import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

const CLI = join(import.meta.dirname, '../../../src/cli.ts');

interface Result {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface HitJson {
  readonly document: string;
  readonly [field: string]: unknown;
}

interface AnswerJson {
  readonly id?: unknown;
  readonly query: string;
  readonly abstained: boolean;
  readonly hits: readonly HitJson[];
  readonly error?: { readonly code: string; readonly message: string; readonly subject: string | null };
}

describe('the terminal door', () => {
  let folder = '';

  const run = (args: readonly string[], { input = '', program = CLI } = {}): Promise<Result> =>
    new Promise((resolve, reject) => {
      const env = { ...process.env, VLM_ATLAS_HOME: join(folder, 'home') };
      const child = spawn(process.execPath, [program, ...args], { cwd: folder, env });
      let out = '';
      let err = '';
      child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, out, err }));
      child.stdin.end(input);
    });
  const search = (...args: string[]): Promise<Result> => run(['search', '--scope', 'library', ...args]);
  const json = (text: string): AnswerJson => JSON.parse(text) as AnswerJson;
  const lines = (text: string): AnswerJson[] => text.trimEnd().split('\n').map(json);

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atlas-cli-'));
    await mkdir(join(folder, 'notes/deep'), { recursive: true });
    const figure = '![Figure 3: loss over steps](loss.png)\n\n![Table 1: rates](rates.png)\n';
    await writeFile(
      join(folder, 'notes/cats.md'),
      `# Cats\n\nThe cat sleeps on the warm radiator.\n\n${figure}`,
    );
    await writeFile(
      join(folder, 'notes/deep/实验.md'),
      '# 实验记录\n\n学习率设为一万分之一，训练在第三天发散。\n',
    );
    await writeFile(join(folder, 'notes/broken.md'), Buffer.from([0, 1, 2, 255]));
  });
  after(() => rm(folder, { recursive: true }));

  it('indexes a folder, names what failed, and says so in its exit code', async () => {
    const { code, out } = await run(['index', 'notes', '--json']);
    const answer = JSON.parse(out) as Record<string, unknown>;
    assert.equal(code, 1);
    assert.deepEqual([answer['documents'], answer['figures']], [2, 2]);
    assert.equal(answer['embedded'], answer['passages']);
    assert.deepEqual(
      (answer['failed'] as HitJson[]).map(({ document }) => document),
      ['broken.md'],
    );
    await rm(join(folder, 'notes/broken.md'));
    const again = await run(['index', 'notes', '--json']);
    assert.equal(again.code, 0);
    assert.equal((JSON.parse(again.out) as Record<string, unknown>)['embedded'], 0);
  });

  it('answers a question with one JSON object that has the fields of the contract', async () => {
    const { code, out } = await search('where does the cat sleep', '--json');
    assert.equal(code, 0);
    assert.equal(out.trimEnd().split('\n').length, 1);
    const answer = json(out);
    assert.equal(answer.query, 'where does the cat sleep');
    assert.equal(typeof answer.abstained, 'boolean');
    const [hit] = answer.hits;
    assert.equal(hit?.document, 'cats.md');
    for (const field of [
      'kind',
      'id',
      'title',
      'concepts',
      'paper',
      'document',
      'page',
      'box',
      'score',
      'why',
    ]) {
      assert.ok(field in hit, field);
    }
    assert.ok((hit['score'] as number) >= 0 && (hit['score'] as number) <= 1);
  });

  it('shows a person title, place, snippet and reasons, without colours in a pipe', async () => {
    const { code, out } = await search('学习率 发散');
    assert.equal(code, 0);
    assert.match(out, /实验记录/);
    assert.match(out, /deep\/实验\.md/);
    assert.match(out, /第三天发散/);
    assert.ok(!out.includes('\u001B'));
  });

  it('keeps to the limit', async () => {
    const { out } = await search('cat', '--json', '--limit', '1');
    assert.ok(json(out).hits.length <= 1);
  });

  it('answers a batch line by line, in order, and goes on after a line that fails', async () => {
    const input = [
      '\uFEFF{"id": "a", "query": "where does the cat sleep", "lang": "en"}',
      'not json',
      '',
      '{"id": 2, "query": "   "}',
      '{"id": null}',
      '{"id": {"x": [1]}, "query": "训练发散", "lang": "fr"}',
      '{"query": "训练发散", "lang": "zh"}',
    ];
    const { code, out } = await run(['search', '--scope', 'library', '--batch', '-'], {
      input: input.join('\r\n'),
    });
    const answers = lines(out);
    assert.equal(code, 1);
    assert.deepEqual(
      answers.map(({ id }) => id),
      ['a', undefined, 2, null, { x: [1] }, undefined],
    );
    assert.deepEqual(
      answers.map(({ error }) => error?.code ?? null),
      [null, 'ATLAS-USAGE', 'ATLAS-QUERY-EMPTY', 'ATLAS-USAGE', 'ATLAS-USAGE', null],
    );
    assert.match(answers[1]!.error!.message, /Line 2/);
    assert.equal(answers[0]!.hits[0]?.document, 'cats.md');
    assert.equal(answers[5]!.hits[0]?.document, 'deep/实验.md');

    await writeFile(join(folder, 'questions.jsonl'), '{"id": 1, "query": "cat"}\n');
    const fromFile = await search('--batch', 'questions.jsonl');
    assert.equal(fromFile.code, 0);
    assert.equal(lines(fromFile.out)[0]?.id, 1);
  });

  it('gives an error as JSON on standard output, and as a sentence on standard error', async () => {
    const cases: [string[], number, string][] = [
      [['search', ' \u200b ', '--json'], 1, 'ATLAS-QUERY-EMPTY'],
      [['search', '--batch', 'nowhere.jsonl', '--json'], 1, 'ATLAS-FILE'],
      [['search', '--batch', 'notes', '--json'], 1, 'ATLAS-FILE'],
      [['index', 'nowhere', '--json'], 1, 'ATLAS-FILE'],
      [['show', 'no-such-thing', '--json'], 1, 'ATLAS-NOT-FOUND'],
      [['show', 'paper.pdf', '--figures', '--json'], 1, 'ATLAS-FORMAT'],
      [['search', 'x', '--limit', 'many', '--json'], 2, 'ATLAS-USAGE'],
      [['explain', '--json'], 2, 'ATLAS-USAGE'],
      [['--json'], 2, 'ATLAS-USAGE'],
    ];
    for (const [args, expected, errorCode] of cases) {
      const { code, out, err } = await run(args);
      assert.equal(code, expected, args.join(' '));
      assert.equal(json(out).error?.code, errorCode, args.join(' '));
      assert.ok(err.includes(errorCode), args.join(' '));
    }
    const plain = await run(['show', 'no-such-thing']);
    assert.equal(plain.out, '');
    assert.match(plain.err, /^ATLAS-NOT-FOUND: /);
  });

  it('lists the figures of a Markdown file that is not indexed', async () => {
    const { code, out } = await run(['show', 'notes/cats.md', '--figures', '--json']);
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(out), {
      document: 'notes/cats.md',
      pages: null,
      figures: [
        { label: 'Figure 3', kind: 'figure', page: null, box: null, caption: 'Figure 3: loss over steps' },
        { label: 'Table 1', kind: 'table', page: null, box: null, caption: 'Table 1: rates' },
      ],
    });
  });

  it('shows a concept as Markdown in the language asked for', async () => {
    const { code, out } = await run(['show', 'clip', '--lang', 'zh']);
    assert.equal(code, 0);
    assert.match(out, /^# CLIP/);
    assert.match(out, /\p{Script=Han}{5}/u);
  });

  it('tells versions, models with their hashes, the provider in use and the state of the stores', async () => {
    const { out } = await run(['doctor', '--json']);
    const answer = JSON.parse(out) as {
      version: string;
      node: string;
      platform: string;
      models: { id: string; provider: string; files: { name: string; sha256: string; ok: boolean }[] }[];
      store: { library: { documents: number } };
      problems: string[];
    };
    assert.equal(answer.node, process.version);
    assert.equal(answer.platform, `${process.platform}-${process.arch}`);
    assert.match(answer.version, /^\d+\.\d+\.\d+$/);
    assert.equal(answer.models[0]?.provider, 'cpu');
    assert.ok(answer.models[0].files.every(({ sha256, ok }) => ok && /^[0-9a-f]{64}$/.test(sha256)));
    assert.equal(answer.store.library.documents, 2);
  });

  it('searches by keyword with a damaged model, and says which file is damaged', async () => {
    const models = join(folder, 'models');
    await mkdir(join(models, 'multilingual-e5-small-zh-en'), { recursive: true });
    await writeFile(join(models, 'multilingual-e5-small-zh-en/model.onnx'), 'not a model');
    const { code, out, err } = await search('cat radiator', '--json', '--models', models);
    assert.equal(code, 0);
    assert.equal(json(out).hits[0]?.document, 'cats.md');
    assert.equal((JSON.parse(out) as { mode: string }).mode, 'keyword');
    assert.match(err, /model\.onnx/);
    const doctor = await run(['doctor', '--json', '--models', models]);
    assert.equal(doctor.code, 1);
    assert.match(doctor.out, /"ok":false/);
  });

  it("takes a library of one's own and keeps it apart", async () => {
    await mkdir(join(folder, 'dogs'));
    await writeFile(join(folder, 'dogs/dog.md'), '# Dogs\n\nThe dog guards the gate.\n');
    assert.equal((await run(['index', 'dogs', '--library', 'own/lib'])).code, 0);
    const own = await search('who guards the gate', '--json', '--library', 'own/lib');
    assert.equal(json(own.out).hits[0]?.document, 'dog.md');
    const usual = await search('who guards the gate', '--json');
    assert.ok(json(usual.out).hits.every(({ document }) => document !== 'dog.md'));
  });

  it('explains places of texts as a hover would, line by line', async () => {
    const at = (id: number, file: string, word: string, rest: object = {}): string => {
      const position = { line: 0, character: file.indexOf(word) };
      return JSON.stringify({ id, languageId: 'markdown', file, position, ...rest });
    };
    const lines = [
      at(1, 'Positions come from M-RoPE.', 'RoPE'),
      at(2, 'The temperature in Oslo was low.', 'temp'),
      at(3, 'as in [@r21]', 'r21', { bib: '@misc{r21, eprint = {2103.00020}}' }),
      '{"id": 4, "file": "x"}',
    ];
    const { code, out } = await run(['explain', '--batch', '-'], { input: lines.join('\n') });
    assert.equal(code, 1);
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual(answers.slice(0, 3), [
      { id: 1, card: 'm-rope', word: 'M-RoPE' },
      { id: 2, card: null, word: null },
      { id: 3, card: 'paper:clip', word: 'r21' },
    ]);
    assert.deepEqual(
      [answers[3]!['id'], (answers[3]!['error'] as { code: string }).code],
      [4, 'ATLAS-USAGE'],
    );
  });

  it('starts through a link, from anywhere', async () => {
    const link = join(folder, 'vlm-atlas');
    await symlink(CLI, link);
    const { code, out } = await run(['--version'], { program: link });
    assert.equal(code, 0);
    assert.match(out, /^\d+\.\d+\.\d+\n$/);
  });

  it('helps', async () => {
    const general = await run(['--help']);
    assert.equal(general.code, 0);
    for (const command of ['search', 'explain', 'show', 'index', 'doctor'])
      assert.match(general.out, new RegExp(`^  ${command} `, 'm'));
    assert.match((await run(['search', '--help'])).out, /--batch/);
  });
});
