import assert from 'node:assert/strict';
import { mkdtemp, rename, rm, unlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { AtlasError } from '../../../src/core/errors.ts';
import { Engine } from '../../../src/engine/engine.ts';
import type { EngineParts } from '../../../src/engine/engineParts.ts';
import { ANSWER_SHAPES } from '../../../src/protocol/answerShapes.ts';
import type { LibraryAnswer } from '../../../src/protocol/requests.ts';
import { configurationFor, fakeParts } from './fakeParts.ts';
import { putFile } from './putFile.ts';

describe('what the library holds', () => {
  let root = '';
  let engine: Engine;

  const start = (changes: Partial<EngineParts> = {}): void => {
    engine = new Engine(configurationFor(join(root, 'library')), fakeParts(changes), () => undefined);
  };
  const put = (path: string, text: string): Promise<string> => putFile(root, path, text);
  const index = (folder: string): Promise<unknown> => engine.request('index', { folder: join(root, folder) });
  const look = async (): Promise<LibraryAnswer> =>
    ANSWER_SHAPES.library(await engine.request('library', {}), 'answer');
  const states = async (): Promise<Record<string, string>> => {
    const { folders } = await look();
    return Object.fromEntries(
      folders.flatMap(({ documents }) => documents).map(({ path, state }) => [path, state]),
    );
  };

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'atlas-library-'));
    await put('notes/a.md', '# Alpha\n\nThe first note.\n');
    await put('notes/深/b.md', '# 贝塔\n\n第二篇笔记。\n');
    start();
  });
  afterEach(async () => {
    await engine.close();
    await rm(root, { recursive: true });
  });

  it('is nothing before anything is indexed, and no index is made by asking', async () => {
    let writes = 0;
    const { openLibrary } = fakeParts();
    start({
      openLibrary: (configuration, mode) => {
        if (mode === 'write') writes += 1;
        return openLibrary(configuration, mode);
      },
    });
    assert.deepEqual(await look(), { folders: [] });
    assert.equal(writes, 0);
  });

  it('names folders and documents, with where they are', async () => {
    await index('notes');
    const { folders } = await look();
    assert.deepEqual(
      folders.map(({ name, prefix }) => [name, prefix]),
      [['notes', '']],
    );
    assert.deepEqual(
      folders[0]!.documents.map(({ title, file, passages, state }) => [title, file, passages, state]),
      [
        ['Alpha', join(folders[0]!.folder, 'a.md'), 1, 'indexed'],
        ['贝塔', join(folders[0]!.folder, '深', 'b.md'), 1, 'indexed'],
      ],
    );
  });

  it('tells what has changed, what is gone and what came to nothing', async () => {
    await put('notes/none.md', '');
    await put('notes/title.md', '# A title alone\n');
    await index('notes');
    await put('notes/a.md', '# Alpha\n\nThe first note, longer.\n');
    await unlink(join(root, 'notes/深/b.md'));
    assert.deepEqual(await states(), {
      'a.md': 'changed',
      'none.md': 'empty',
      'title.md': 'empty',
      '深/b.md': 'gone',
    });
    await index('notes');
    assert.deepEqual(await states(), { 'a.md': 'indexed', 'none.md': 'empty', 'title.md': 'empty' });
  });

  it('takes a file that was touched but not changed for what it is, and sees a change of the same length', async () => {
    await index('notes');
    const file = join(root, 'notes/a.md');
    await utimes(file, new Date(), new Date(Date.now() + 10_000));
    assert.equal((await states())['a.md'], 'indexed');
    await put('notes/a.md', '# Alpha\n\nThe third note.\n');
    await utimes(file, new Date(), new Date(Date.now() + 20_000));
    assert.equal((await states())['a.md'], 'changed');
  });

  it('counts a file that is no text any more as changed', async () => {
    await index('notes');
    await writeFile(join(root, 'notes/a.md'), Uint8Array.from([0, 1, 2, 0xff]));
    assert.equal((await states())['a.md'], 'changed');
  });

  it('keeps the documents of each folder with it', async () => {
    await put('other/notes/c.md', '# Gamma\n\nElsewhere.\n');
    await index('notes');
    await index('other/notes');
    const { folders } = await look();
    assert.deepEqual(
      folders.map(({ name, prefix, documents }) => [name, prefix, documents.map(({ path }) => path)]),
      [
        ['notes', '', ['a.md', '深/b.md']],
        ['notes', '../notes/', ['../notes/c.md']],
      ],
    );
    await rename(join(root, 'other'), join(root, 'away'));
    assert.equal((await states())['../notes/c.md'], 'gone');
  });

  it('loads no model', async () => {
    await index('notes');
    await engine.close();
    start({
      createEmbedder: async () => {
        throw new Error('A model was loaded.');
      },
      createSearcher: async () => {
        throw new Error('A searcher was made.');
      },
    });
    assert.equal((await states())['a.md'], 'indexed');
  });

  it('says why when the library cannot be opened', async () => {
    await index('notes');
    await engine.close();
    start({
      openLibrary: async () => {
        throw new AtlasError('ATLAS-FILE', 'The disk is away.');
      },
    });
    await assert.rejects(look(), (error: AtlasError) => error.code === 'ATLAS-FILE');
  });
});
