import assert from 'node:assert/strict';
import { mkdir, mkdtemp, open, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { AtlasError } from '../../../src/core/errors.ts';
import { Engine } from '../../../src/engine/engine.ts';
import type { EngineParts } from '../../../src/engine/engineParts.ts';
import type { IndexAnswer, IndexProgress } from '../../../src/protocol/requests.ts';
import { openStore } from '../../../src/store/sqliteStore.ts';
import { configurationFor, fakeParts, type FakeParts } from './fakeParts.ts';
import { putFile } from './putFile.ts';

describe('indexing a folder', () => {
  let root = '';
  let notes = '';
  let parts: FakeParts;
  let engine: Engine;

  const start = (changes: Partial<EngineParts> = {}): void => {
    parts = fakeParts(changes);
    engine = new Engine(configurationFor(join(root, 'library')), parts, () => undefined);
  };
  const put = (path: string, text: string): Promise<string> => putFile(root, path, text);
  const index = (folder = notes): Promise<IndexAnswer> => engine.request('index', { folder });
  const paths = async (): Promise<string[]> => {
    const file = join(root, 'library/library.sqlite');
    const store = await openStore({
      file,
      modelId: null,
      dimensions: 0,
      mode: 'read',
      native: false,
      version: '',
    });
    const documents = await store.documents();
    await store.close();
    return documents.map(({ path }) => path).sort();
  };

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'atlas-index-'));
    notes = join(root, 'notes');
    await put('notes/a.md', '# Alpha\n\nThe first note.\n\n## Part\n\nMore of it.\n');
    await put('notes/deep/b.markdown', '# Beta\n\nThe second note.\n');
    start();
  });
  afterEach(async () => {
    await engine.close();
    await rm(root, { recursive: true });
  });

  it('takes in Markdown below the folder, under paths from its root', async () => {
    await put('notes/node_modules/x/readme.md', '# Not ours');
    await put('notes/.hidden/c.md', '# Hidden');
    await put('notes/.d.md', '# Hidden too');
    await put('notes/e.txt', 'no Markdown');
    const answer = await index();
    assert.deepEqual(await paths(), ['a.md', 'deep/b.markdown']);
    assert.equal(answer.documents, 2);
    assert.equal(answer.passages, answer.embedded);
    assert.deepEqual(answer.failed, []);
  });

  it('embeds nothing when nothing has changed, and only what has', async () => {
    await index();
    const again = await index();
    assert.deepEqual([again.documents, again.unchanged, again.embedded], [2, 2, 0]);
    await put('notes/a.md', '# Alpha\n\nThe first note.\n\n## Part\n\nSomething else.\n');
    const changed = await index();
    assert.deepEqual([changed.unchanged, changed.embedded], [1, 1]);
    assert.match(parts.embedder.embedded.at(-1)!, /Something else/);
  });

  it('embeds nothing for a note that was moved, and knows it by its new path alone', async () => {
    await index();
    await mkdir(join(notes, 'moved'));
    await rename(join(notes, 'a.md'), join(notes, 'moved/z.md'));
    const answer = await index();
    assert.equal(answer.embedded, 0);
    assert.equal(answer.removed, 1);
    assert.deepEqual(await paths(), ['deep/b.markdown', 'moved/z.md']);
  });

  it('takes out a note whose file is gone', async () => {
    await index();
    await rm(join(notes, 'a.md'));
    assert.equal((await index()).removed, 1);
    assert.deepEqual(await paths(), ['deep/b.markdown']);
  });

  it('names each file that fails and takes in the others', async () => {
    await put('notes/binary.md', '# x\n\0\0');
    const big = await open(join(notes, 'big.md'), 'w');
    await big.truncate(21 * 1024 * 1024);
    await big.close();
    await put('outside.md', '# Outside');
    await symlink(join(root, 'outside.md'), join(notes, 'link.md'));
    await symlink(join(notes, 'nowhere.md'), join(notes, 'dangling.md'));
    await symlink(root, join(notes, 'loop'));
    const answer = await index();
    const failed = new Map(answer.failed.map(({ document, error }) => [document, error]));
    assert.deepEqual([...failed.keys()].sort(), ['big.md', 'binary.md', 'dangling.md', 'link.md']);
    assert.match(failed.get('big.md')!, /21\.0 MB.*20 MB/);
    assert.match(failed.get('binary.md')!, /no text/);
    assert.match(failed.get('link.md')!, /leads out/);
    assert.deepEqual(await paths(), ['a.md', 'deep/b.markdown']);
  });

  it('keeps what it knows of a file that has grown too big', async () => {
    await index();
    const big = await open(join(notes, 'a.md'), 'r+');
    await big.truncate(21 * 1024 * 1024);
    await big.close();
    assert.equal((await index()).removed, 0);
    assert.deepEqual(await paths(), ['a.md', 'deep/b.markdown']);
  });

  it('reads Chinese notes that older editors wrote', async () => {
    await writeFile(join(notes, 'gbk.md'), Buffer.from([0x23, 0x20, 0xc4, 0xa3, 0xd0, 0xcd, 0x0a]));
    await index();
    const file = join(root, 'library/library.sqlite');
    const store = await openStore({
      file,
      modelId: null,
      dimensions: 0,
      mode: 'read',
      native: false,
      version: '',
    });
    const titles = (await store.documents()).map(({ titles }) => titles.zh);
    await store.close();
    assert.ok(titles.includes('模型'));
  });

  it('keeps folders of one library apart, also when their files are called alike', async () => {
    await put('more/notes/a.md', '# Gamma\n\nAnother first note.\n');
    await put('other/notes/a.md', '# Delta\n\nYet another one.\n');
    await index();
    await index(join(root, 'more/notes'));
    await index(join(root, 'other/notes'));
    const all = ['../notes-2/a.md', '../notes/a.md', 'a.md', 'deep/b.markdown'];
    assert.deepEqual(await paths(), all);
    assert.equal((await index()).removed, 0);
    assert.deepEqual(await paths(), all);
    const shown = await engine.request('read', { id: (await documentIds()).get('../notes-2/a.md')! });
    assert.equal(shown.file, join(root, 'other/notes/a.md'));
    assert.match(shown.markdown, /Yet another one/);
  });

  const documentIds = async (): Promise<Map<string, string>> => {
    const file = join(root, 'library/library.sqlite');
    const store = await openStore({
      file,
      modelId: null,
      dimensions: 0,
      mode: 'read',
      native: false,
      version: '',
    });
    const documents = await store.documents();
    await store.close();
    return new Map(documents.map(({ path, id }) => [path, id]));
  };

  it('takes a folder inside a known one as a part of that', async () => {
    await index();
    await put('notes/deep/c.md', '# New');
    await rm(join(notes, 'a.md'));
    const answer = await index(join(notes, 'deep'));
    assert.equal(answer.documents, 2);
    assert.equal(answer.removed, 0);
    assert.deepEqual(await paths(), ['a.md', 'deep/b.markdown', 'deep/c.md']);
  });

  it('stops when it is cancelled, keeps what it has, and goes on the next time', async () => {
    for (let number = 0; number < 20; number += 1)
      await put(`notes/many/${number}.md`, `# Note ${number}\n\nText ${number}.\n`);
    const abort = new AbortController();
    parts.embedder.before = async () => {
      if (parts.embedder.embedded.length >= 10) abort.abort();
    };
    await assert.rejects(
      engine.request('index', { folder: notes }, { signal: abort.signal }),
      (error: AtlasError) => error.code === 'ATLAS-CANCELLED',
    );
    const done = parts.embedder.embedded.length;
    await engine.close();
    const kept = await paths();
    assert.ok(kept.length > 0 && kept.length < 22);
    start();
    const answer = await index();
    assert.equal(answer.documents, 22);
    assert.ok(answer.unchanged >= kept.length);
    assert.ok(answer.embedded < answer.passages && done > 0);
  });

  it('reports how far it is', async () => {
    const seen: IndexProgress[] = [];
    await engine.request('index', { folder: notes }, { onProgress: (progress) => seen.push(progress) });
    assert.ok(seen.length >= 2);
    assert.deepEqual({ ...seen.at(-1), document: '' }, { done: 2, total: 2, document: '' });
  });

  it('indexes for keyword search without a model, and makes the vectors when there is one', async () => {
    start({
      createEmbedder: async () => {
        throw new AtlasError('ATLAS-RUNTIME', 'There is no runtime for this platform.');
      },
    });
    const without = await index();
    assert.deepEqual([without.documents, without.embedded], [2, 0]);
    assert.match(without.notices.join(), /no runtime/);
    await engine.close();
    start();
    const withModel = await index();
    assert.equal(withModel.embedded, withModel.passages);
    assert.equal((await index()).embedded, 0);
  });

  it('names a note whose vectors fail, keeps it for keyword search, and tries again the next time', async () => {
    parts.embedder.before = async (text) => {
      if (text.includes('second')) throw new AtlasError('ATLAS-RUNTIME', 'The run failed.');
    };
    const answer = await index();
    assert.deepEqual(
      answer.failed.map(({ document }) => document),
      ['deep/b.markdown'],
    );
    assert.match(answer.failed[0]!.error, /keyword search only: The run failed/);
    assert.equal(answer.documents, 2);
    parts.embedder.before = async () => undefined;
    assert.ok((await index()).embedded > 0);
    assert.deepEqual((await index()).failed, []);
  });

  it('embeds a text that several notes hold once', async () => {
    await put('notes/copy/a.md', '# Alpha\n\nThe first note.\n\n## Part\n\nMore of it.\n');
    const answer = await index();
    assert.equal(answer.embedded, new Set(parts.embedder.embedded).size);
    assert.ok(answer.embedded < answer.passages);
  });

  it('says what is wrong with the folder and loses nothing', async () => {
    await index();
    await assert.rejects(index(join(root, 'nowhere')), (error: AtlasError) => error.code === 'ATLAS-FILE');
    await rename(notes, join(root, 'away'));
    await assert.rejects(index(), (error: AtlasError) => error.code === 'ATLAS-FILE');
    assert.deepEqual(await paths(), ['a.md', 'deep/b.markdown']);
  });

  it('leaves a library alone that another process is writing to', async () => {
    await index();
    const file = join(root, 'library/library.sqlite');
    const other = await openStore({
      file,
      modelId: 'fake',
      dimensions: 8,
      mode: 'write',
      native: false,
      version: '',
    });
    await put('notes/c.md', '# New');
    await assert.rejects(index(), (error: AtlasError) => error.code === 'ATLAS-STORE-LOCKED');
    await other.close();
    assert.equal((await index()).documents, 3);
  });
});
