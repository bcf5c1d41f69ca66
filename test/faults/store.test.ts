import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { IngestedDocument } from '../../src/core/document.ts';
import type { AtlasError } from '../../src/core/errors.ts';
import { openStore, type SqliteStore } from '../../src/store/sqliteStore.ts';
import type { StoreOptions } from '../../src/store/storeOptions.ts';
import { DIMENSIONS, document, temporaryFolder, vectorFor, vectorsOf } from '../unit/store/samples.ts';

const NOBODY = 65_534;

describe('a library under bad circumstances', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let file: string;
  const children: ChildProcess[] = [];
  beforeEach(() => {
    folder = temporaryFolder();
    file = join(folder.path, 'library.sqlite');
  });
  afterEach(async () => {
    for (const child of children.splice(0)) {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
    }
    chmodSync(folder.path, 0o755);
    folder.remove();
  });

  const open = (options: Partial<StoreOptions> = {}): Promise<SqliteStore> =>
    openStore({
      file,
      modelId: 'model',
      dimensions: DIMENSIONS,
      mode: 'write',
      native: false,
      version: '1',
      ...options,
    });
  const put = (store: SqliteStore, ingested: IngestedDocument): Promise<void> =>
    store.replaceDocument(ingested, vectorsOf(ingested));
  const numbered = (n: number): IngestedDocument =>
    document({
      path: `${n}.md`,
      passages: Array.from({ length: 6 }, (_, part) => `topic${part} words of number${n}`),
    });
  const fill = async (options: Partial<StoreOptions> = {}, documents = 12): Promise<void> => {
    const store = await open(options);
    for (let n = 0; n < documents; n++) await put(store, numbered(n));
    await store.settle();
    await store.close();
  };
  const asideFiles = (label: string): string[] =>
    readdirSync(folder.path).filter((name) => name.includes(`.sqlite.${label}-`));

  function start(
    task: string,
    options: { uid?: number } = {},
  ): { child: ChildProcess; lines: AsyncIterator<string> } {
    const script = join(import.meta.dirname, 'storeChild.ts');
    const child = spawn(process.execPath, [script, file, task], {
      stdio: ['pipe', 'pipe', 'inherit'],
      ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
    });
    children.push(child);
    return { child, lines: createInterface({ input: child.stdout! })[Symbol.asyncIterator]() };
  }
  const answer = async (lines: AsyncIterator<string>): Promise<Record<string, unknown>> =>
    JSON.parse((await lines.next()).value);

  /** Whatever has happened to the file: only damage is reported, and the library can be filled and asked again. */
  async function assertAlive(label: string): Promise<void> {
    const store = await open();
    const calls: (() => Promise<unknown>)[] = [
      () => store.stats(),
      () => store.documents(),
      () => store.fullText('words', 50),
      () => store.nearest(vectorFor('topic1'), 50),
      () => store.passages(Array.from({ length: 80 }, (_, n) => n)),
      () => store.passagesOf('document:3.md'),
      () => store.missingVectors(['x']),
      () => store.vectorOf(3),
      () => put(store, numbered(3)),
    ];
    for (const call of calls) {
      await call().catch((error: AtlasError) =>
        assert.equal(error.code, 'ATLAS-STORE-DAMAGED', `${label}: ${error.stack}`),
      );
    }
    await put(store, document({ path: 'new.md', passages: ['zebra stripes'] }));
    const found = await store.passages((await store.fullText('zebra', 5)).map(({ passage }) => passage));
    assert.deepEqual(
      found.map(({ text }) => text),
      ['zebra stripes'],
      label,
    );
    assert.equal((await store.nearest(vectorFor('zebra stripes'), 1))[0]?.passage, found[0]?.id, label);
    await store.close();
  }

  describe('damage', () => {
    const damages: readonly [string, (bytes: Buffer) => Buffer][] = [
      ['cut in half', (bytes) => bytes.subarray(0, bytes.length / 2)],
      ['cut inside its first page', (bytes) => bytes.subarray(0, 700)],
      ['made of zeros', (bytes) => Buffer.alloc(bytes.length)],
      ['made of other bytes', (bytes) => Buffer.alloc(bytes.length, 'not a database at all ')],
    ];
    for (const [what, damage] of damages) {
      it(`sets a file aside that is ${what}, says so once, and begins anew`, async () => {
        await fill();
        const damaged = damage(readFileSync(file));
        writeFileSync(file, damaged);
        const store = await open();
        const { documents, notices } = await store.stats();
        assert.equal(documents, 0);
        assert.equal(notices.length, 1);
        const [copy = ''] = asideFiles('damaged');
        assert.ok(notices[0]?.includes(file) && notices[0].includes(copy));
        assert.deepEqual(readFileSync(join(folder.path, copy)), damaged);
        await put(store, numbered(1));
        await store.close();
        const again = await open();
        assert.deepEqual((await again.stats()).notices, []);
        assert.equal((await again.stats()).documents, 1);
        await again.close();
        assert.equal(asideFiles('damaged').length, 1);
      });
    }

    it('says that a file was emptied', async () => {
      await fill();
      truncateSync(file);
      const store = await open();
      assert.match((await store.stats()).notices.join(), /was empty/);
      await store.close();
      await assertAlive('emptied');
    });

    it('lives on wherever bytes are flipped', async () => {
      await fill({}, 5);
      const whole = readFileSync(file);
      for (let page = 0; page < whole.length / 4096; page++) {
        for (const [offset, length] of [
          [0, 8],
          [100, 24],
          [1500, 600],
          [3900, 150],
        ] as const) {
          const bytes = Buffer.from(whole);
          for (let at = page * 4096 + offset; at < page * 4096 + offset + length; at++)
            bytes[at] = bytes[at]! ^ 0xa5;
          writeFileSync(file, bytes);
          await assertAlive(`page ${page} offset ${offset}`);
          rmSync(folder.path, { recursive: true });
          folder = temporaryFolder();
          file = join(folder.path, 'library.sqlite');
        }
      }
    });

    it('meets damage while it is open: the call fails with its name, the next ones work', async () => {
      await fill();
      const bytes = readFileSync(file);
      const rootPage = (table: string): number => {
        const database = new DatabaseSync(file);
        const page = database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(table)?.[
          'rootpage'
        ];
        database.close();
        return page as number;
      };
      const root = rootPage('passages');
      bytes.fill(0xff, (root - 1) * 4096, root * 4096);
      writeFileSync(file, bytes);
      const store = await open();
      await assert.rejects(store.passagesOf('document:3.md'), { code: 'ATLAS-STORE-DAMAGED', subject: file });
      assert.deepEqual(await store.documents(), []);
      assert.equal((await store.stats()).notices.length, 1);
      await put(store, numbered(3));
      assert.equal((await store.passagesOf('document:3.md')).length, 6);
      await store.close();
      assert.equal(asideFiles('damaged').length, 1);
    });

    it('takes a row that cannot be read for damage', async () => {
      for (const change of [
        "UPDATE documents SET titles = '{\"en'",
        'UPDATE passages SET page = 1 << 60',
        "UPDATE passages SET concepts = 'x'",
      ]) {
        await fill({}, 2);
        const database = new DatabaseSync(file);
        database.exec(change);
        database.close();
        await assertAlive(change);
        await fill({}, 2);
        rmSync(file);
      }
      assert.equal(asideFiles('damaged').length, 3);
    });

    it('is told, not mended, by a store that only reads', async () => {
      await fill();
      writeFileSync(file, Buffer.alloc(9000, 'x'));
      for (const mode of ['read', 'immutable'] as const) {
        await assert.rejects(open({ mode }), { code: 'ATLAS-STORE-DAMAGED', subject: file });
      }
      assert.equal(statSync(file).size, 9000);
    });

    it('leaves a file alone that is a database of another program', async () => {
      const other = new DatabaseSync(file);
      other.exec('CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)');
      other.close();
      const before = readFileSync(file);
      await assert.rejects(open(), { code: 'ATLAS-FILE', subject: file });
      await assert.rejects(open({ mode: 'read' }), { code: 'ATLAS-FILE', subject: file });
      assert.deepEqual(readFileSync(file), before);
    });

    it('is not made by a lock file full of something else', async () => {
      writeFileSync(join(folder.path, 'library.lock'), 'garbage '.repeat(900));
      await fill();
      const store = await open();
      assert.equal((await store.stats()).readOnly, false);
      await store.close();
    });
  });

  describe('what no longer fits', () => {
    it('begins anew when the index has another format, and keeps the old one', async () => {
      await fill();
      const database = new DatabaseSync(file);
      database.exec("UPDATE meta SET value = '0' WHERE key = 'schema'");
      database.close();
      await assert.rejects(open({ mode: 'read' }), { code: 'ATLAS-STORE-VERSION' });
      const store = await open();
      assert.match((await store.stats()).notices.join(), /format of another version/);
      assert.equal((await store.stats()).documents, 0);
      await store.close();
      assert.equal(asideFiles('old').length, 1);
    });

    it('keeps documents and words under another model, and finds the old vectors again under the old one', async () => {
      await fill();
      const hashes = numbered(1).passages.map(({ hash }) => hash);
      const other = await open({ modelId: 'other', dimensions: 8 });
      const stats = await other.stats();
      assert.deepEqual(
        [stats.documents, stats.vectors, stats.neighbours, stats.modelId],
        [12, 0, 'none', 'other'],
      );
      assert.match(stats.notices.join(), /model model.*other/);
      assert.equal((await other.missingVectors(hashes)).size, hashes.length);
      assert.deepEqual(await other.nearest(vectorFor('topic1', 8), 5), []);
      assert.equal((await other.fullText('number1', 10)).length, 6);
      await other.replaceDocument(numbered(1), vectorsOf(numbered(1), 8));
      assert.equal((await other.nearest(vectorFor('topic1', 8), 50)).length, 6);
      await other.close();
      const back = await open();
      assert.equal((await back.nearest(vectorFor('topic1'), 100)).length, 72);
      await back.close();
      const unnamed = await open({ mode: 'read', modelId: null, dimensions: 0 });
      assert.equal((await unnamed.stats()).modelId, 'model');
      assert.equal((await unnamed.nearest(vectorFor('topic1'), 100)).length, 72);
      await unnamed.close();
    });
  });

  describe('the graph', () => {
    const graph = (): string => join(folder.path, 'library.hnsw');
    const sidecar = (): string => `${graph()}.json`;
    const native = { native: true, graphFrom: 3 };
    const nearest = async (): Promise<{ kind: string; passages: number[] }> => {
      const store = await open(native);
      await store.settle();
      const { neighbours } = await store.stats();
      const found = await store.nearest(vectorFor('topic1 words of number7'), 8);
      await store.close();
      return { kind: neighbours, passages: found.map(({ passage }) => passage) };
    };

    const faults: readonly [string, () => void][] = [
      ['is missing', () => rmSync(graph())],
      ['has no sidecar', () => rmSync(sidecar())],
      ['has an empty sidecar', () => writeFileSync(sidecar(), '')],
      ['has a sidecar that is no object', () => writeFileSync(sidecar(), 'null')],
      [
        'has a flipped byte',
        () => {
          const bytes = readFileSync(graph());
          bytes[bytes.length >> 1]! ^= 1;
          writeFileSync(graph(), bytes);
        },
      ],
      ['is cut short', () => truncateSync(graph(), statSync(graph()).size - 100)],
      ['is empty', () => truncateSync(graph())],
      [
        'was made for another model',
        () => {
          writeFileSync(sidecar(), readFileSync(sidecar(), 'utf8').replace('"model"', '"other"'));
        },
      ],
    ];
    for (const [what, fault] of faults) {
      it(`is built again when it ${what}`, async () => {
        await fill(native);
        const before = await nearest();
        assert.equal(before.kind, 'graph');
        fault();
        assert.deepEqual(await nearest(), before);
        const kept = readFileSync(graph());
        await nearest();
        assert.deepEqual(readFileSync(graph()), kept, 'the new one is whole and read, not built once more');
      });
    }

    it('of other vectors is not believed, however whole it is', async () => {
      await fill(native);
      copyFileSync(graph(), join(folder.path, 'kept'));
      copyFileSync(sidecar(), join(folder.path, 'kept.json'));
      rmSync(file);
      const store = await open(native);
      for (let n = 100; n < 112; n++) await put(store, numbered(n));
      await store.close();
      copyFileSync(join(folder.path, 'kept'), graph());
      copyFileSync(join(folder.path, 'kept.json'), sidecar());
      const again = await open(native);
      await again.settle();
      assert.equal((await again.stats()).neighbours, 'graph');
      const [best] = await again.passages(
        (await again.nearest(vectorFor('topic1 words of number107'), 1)).map((hit) => hit.passage),
      );
      assert.equal(best?.text, 'topic1 words of number107');
      await again.close();
    });

    it('gives nothing that was removed, and all that came since it was written', async () => {
      await fill(native);
      const store = await open(native);
      await store.settle();
      for (let n = 0; n < 6; n++) await store.removeDocument(`${n}.md`);
      await put(store, numbered(50));
      await store.settle();
      assert.equal((await store.stats()).neighbours, 'graph');
      const found = await store.nearest(vectorFor('topic1 words of number50'), 100);
      const texts = (await store.passages(found.map(({ passage }) => passage))).map(({ text }) => text);
      assert.equal(texts.length, 42);
      assert.equal(texts[0], 'topic1 words of number50');
      await store.close();
      assert.equal((await nearest()).kind, 'graph');
    });

    it('survives compaction, which deletes the vectors nobody has', async () => {
      await fill(native);
      const store = await open(native);
      for (let n = 0; n < 6; n++) await store.removeDocument(`${n}.md`);
      assert.equal((await store.stats()).vectors, 72);
      await store.compact();
      assert.equal((await store.stats()).vectors, 36);
      await store.close();
      assert.deepEqual([(await nearest()).kind, (await nearest()).passages.length], ['graph', 8]);
    });
  });

  describe('no room, no right, no time', () => {
    it('rolls a full disk back, names it, and goes on when there is room', async () => {
      await fill({}, 2);
      const before = await open();
      const pages = Math.ceil((await before.stats()).bytes / 4096);
      const kept = await before.passagesOf('document:1.md');
      await before.close();
      const store = await open({ maxPages: pages + 4 });
      const big = document({
        path: '1.md',
        passages: Array.from({ length: 400 }, (_, n) => `long passage ${n} ${'text '.repeat(40)}`),
      });
      await assert.rejects(put(store, big), { code: 'ATLAS-DISK-FULL', subject: file });
      assert.deepEqual(await store.passagesOf('document:1.md'), kept);
      assert.deepEqual(await store.fullText('passage', 5), []);
      assert.equal((await store.nearest(vectorFor('topic1'), 100)).length, 12);
      await store.removeDocument('0.md');
      await store.close();
      const roomy = await open();
      await put(roomy, big);
      assert.equal((await roomy.fullText('passage', 1000)).length, 400);
      assert.deepEqual((await roomy.stats()).notices, []);
      await roomy.close();
    });

    it('reads where nothing may be written, and says what is in the way', async () => {
      await fill({}, 2);
      rmSync(join(folder.path, 'library.lock'));
      chmodSync(file, 0o444);
      chmodSync(folder.path, 0o555);
      const uid = process.getuid?.() === 0 ? NOBODY : undefined;
      for (const task of ['try', 'read', 'immutable']) {
        const { lines } = start(task, uid === undefined ? {} : { uid });
        assert.deepEqual(
          await answer(lines),
          {
            readOnly: true,
            documents: 2,
            found: 10,
            near: 10,
            put: 'ATLAS-STORE-READ-ONLY',
            rename: 'ATLAS-STORE-READ-ONLY',
            remove: 'ATLAS-STORE-READ-ONLY',
          },
          task,
        );
      }
      assert.deepEqual(readdirSync(folder.path), ['library.sqlite']);
    });

    it('ships a finalised library: one file and its graph, opened immutable', async () => {
      const store = await open({ native: true, graphFrom: 3 });
      for (let n = 0; n < 12; n++) await put(store, numbered(n));
      await store.finalise();
      assert.deepEqual(readdirSync(folder.path).sort(), [
        'library.hnsw',
        'library.hnsw.json',
        'library.sqlite',
      ]);
      const shipped = await open({ mode: 'immutable', native: true, graphFrom: 3, modelId: null });
      await shipped.settle();
      assert.equal((await shipped.stats()).neighbours, 'graph');
      assert.equal((await shipped.nearest(vectorFor('topic1'), 100)).length, 72);
      assert.equal((await shipped.fullText('number7', 10)).length, 6);
      await assert.rejects(shipped.removeDocument('1.md'), { code: 'ATLAS-STORE-READ-ONLY' });
      await shipped.close();
      assert.equal(readdirSync(folder.path).length, 3);
    });

    it('tells that there is no library to read', async () => {
      await assert.rejects(open({ mode: 'read' }), { code: 'ATLAS-FILE', subject: file });
      await assert.rejects(open({ mode: 'immutable' }), { code: 'ATLAS-FILE', subject: file });
      assert.equal(existsSync(file), false);
    });

    it('rejects calls after closing, and closes twice without a fault', async () => {
      const store = await open();
      await store.close();
      await store.close();
      await assert.rejects(store.documents(), { code: 'ATLAS-INTERNAL' });
    });

    it('has every document whole after a writer was killed', async () => {
      for (let round = 0; round < 4; round++) {
        const { child, lines } = start('write forever');
        for (let written = 0; written < 4 + round; written++) await lines.next();
        child.kill('SIGKILL');
        await once(child, 'exit');
        const store = await open();
        assert.deepEqual((await store.stats()).notices, []);
        for (const { id } of await store.documents()) {
          const passages = await store.passagesOf(id);
          assert.equal(passages.length, 40);
          const rounds = new Set(passages.map(({ text }) => text.split(' ').at(-1)));
          assert.equal(rounds.size, 1, 'no mixture of two rounds');
        }
        const stats = await store.stats();
        assert.equal((await store.fullText('part', 1000)).length, stats.passages);
        assert.equal((await store.nearest(vectorFor('part'), 1000)).length, stats.passages);
        await store.close();
      }
    });
  });

  describe('two processes', () => {
    it('one writes, the other reads what is written and is refused to write until the first has ended', async () => {
      const { child, lines } = start('hold');
      assert.deepEqual(await answer(lines), { holding: true });
      const store = await open();
      assert.equal((await store.stats()).readOnly, true);
      assert.deepEqual(
        (await store.documents()).map(({ path }) => path),
        ['first.md'],
      );
      assert.equal((await store.nearest(vectorFor('first words'), 5)).length, 1);
      await assert.rejects(put(store, numbered(1)), { code: 'ATLAS-STORE-LOCKED', subject: file });
      child.stdin!.write('second.md\n');
      assert.deepEqual(await answer(lines), { written: 'second.md' });
      assert.deepEqual(
        (await store.documents()).map(({ path }) => path),
        ['first.md', 'second.md'],
      );
      assert.equal((await store.fullText('words', 5)).length, 2);
      assert.equal((await store.nearest(vectorFor('first words'), 5)).length, 2);
      await assert.rejects(store.removeDocument('first.md'), { code: 'ATLAS-STORE-LOCKED' });
      child.kill('SIGKILL');
      await once(child, 'exit');
      await put(store, numbered(1));
      assert.equal((await store.stats()).readOnly, false);
      assert.deepEqual(
        (await store.documents()).map(({ path }) => path),
        ['1.md', 'first.md', 'second.md'],
      );
      await store.close();
    });

    it('two stores in one process keep to the same rule', async () => {
      const first = await open();
      const second = await open();
      await put(first, numbered(1));
      assert.equal((await second.stats()).documents, 1);
      await assert.rejects(put(second, numbered(2)), { code: 'ATLAS-STORE-LOCKED' });
      await first.renameDocument('1.md', 'moved.md');
      assert.deepEqual(
        (await second.documents()).map(({ path }) => path),
        ['moved.md'],
      );
      await first.removeDocument('moved.md');
      assert.deepEqual(await second.nearest(vectorFor('topic1'), 5), []);
      await first.close();
      await put(second, numbered(2));
      await second.close();
    });
  });
});
