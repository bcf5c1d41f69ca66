import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import type { IngestedDocument } from '../../../src/core/document.ts';
import type { Store, StoreFilter } from '../../../src/core/store.ts';
import { DIMENSIONS, document, vectorFor, vectorsOf } from './samples.ts';
import { StoreModel } from './storeModel.ts';

/** One library that a test may open again and again. */
export interface StoreSubject {
  /** For writing, with vectors of `DIMENSIONS` numbers. The one opened before has been closed. */
  open(): Promise<Store>;
  /** Waits until neighbours are answered the way the subject is about. */
  settle(store: Store): Promise<void>;
  remove(): Promise<void>;
}

const CLIP = document({
  path: 'concepts/clip.md',
  id: 'clip',
  kind: 'concept',
  title: 'CLIP',
  category: 'pretraining',
  year: 2021,
  passages: [
    { text: 'Contrastive language-image pretraining aligns two encoders.', role: 'summary' },
    { text: 'What aligns pictures and captions?', role: 'question' },
    'The temperature is learned and clipped at one hundred.',
    '对比学习让图像编码器和文本编码器对齐。',
    { text: 'Figure 1: the two towers.', role: 'caption', figure: 'figure:towers' },
  ],
  figures: [
    {
      id: 'figure:towers',
      label: 'Figure 1',
      caption: { en: 'the two towers', zh: '双塔' },
      page: 2,
      box: [1, 2, 3, 4],
      image: 'a.png',
    },
  ],
});
const QWEN = document({
  path: 'concepts/qwen2-vl.md',
  id: 'qwen2-vl',
  kind: 'concept',
  title: 'Qwen2-VL',
  category: 'model',
  year: 2024,
  passages: [
    'Qwen2-VL gives video tokens rotary positions in three parts.',
    '多模态旋转位置编码把位置分成时间、高和宽。',
  ],
});
const NOTE = document({
  path: 'notes/café.md',
  title: 'Reading notes',
  passages: [
    'The temperature is learned and clipped at one hundred.',
    'A café with embeddings and 扩散模型.',
  ],
});
const ALL = [CLIP, QWEN, NOTE];

/** What any store must do, whatever it is made of. */
export function storeConformance(name: string, makeSubject: () => Promise<StoreSubject>): void {
  describe(`${name}: what any store does`, () => {
    let subject: StoreSubject;
    let store: Store;
    beforeEach(async () => {
      subject = await makeSubject();
      store = await subject.open();
    });
    afterEach(async () => {
      await store.close();
      await subject.remove();
    });

    const put = (ingested: IngestedDocument): Promise<void> =>
      store.replaceDocument(ingested, vectorsOf(ingested));
    const putAll = async (): Promise<void> => {
      for (const each of ALL) await put(each);
      await subject.settle(store);
    };
    const reopen = async (): Promise<void> => {
      await store.close();
      store = await subject.open();
      await subject.settle(store);
    };
    const textsOf = async (found: readonly { readonly passage: number }[]): Promise<string[]> =>
      (await store.passages(found.map(({ passage }) => passage))).map(({ text }) => text);
    const search = async (question: string, filter?: StoreFilter): Promise<string[]> =>
      textsOf(await store.fullText(question, 10, filter));
    const near = async (text: string, limit: number, filter?: StoreFilter): Promise<string[]> =>
      textsOf(await store.nearest(vectorFor(text), limit, filter));

    it('starts empty and answers with nothing', async () => {
      const stats = await store.stats();
      assert.deepEqual([stats.documents, stats.passages, stats.figures, stats.vectors], [0, 0, 0, 0]);
      assert.equal(stats.neighbours, 'none');
      assert.equal(stats.readOnly, false);
      assert.deepEqual(stats.notices, []);
      assert.deepEqual(await store.documents(), []);
      assert.deepEqual(await store.fullText('clip', 10), []);
      assert.deepEqual(await store.nearest(vectorFor('clip'), 10), []);
      assert.equal(await store.passageById('passage:none'), null);
      assert.equal(await store.vectorOf(1), null);
      assert.deepEqual(await store.passagesOf('clip'), []);
      assert.deepEqual(await store.figures('clip'), []);
      assert.equal(await store.removeDocument('none.md'), false);
    });

    it('gives back whole what was put in, after it was closed too', async () => {
      await putAll();
      for (let round = 0; round < 2; round++) {
        const documents = await store.documents();
        assert.deepEqual(
          documents.map(({ path }) => path),
          ALL.map(({ path }) => path),
        );
        const { passages, figures, ...record } = CLIP;
        assert.deepEqual(documents[0], record);
        assert.deepEqual(await store.figures('clip'), figures);
        const kept = await store.passagesOf('clip');
        assert.deepEqual(
          kept.map(({ id: _id, passageId: _passageId, document: _document, ...rest }) => rest),
          passages,
        );
        assert.deepEqual(kept[0]?.document, record);
        const stats = await store.stats();
        assert.deepEqual([stats.documents, stats.passages, stats.figures, stats.vectors], [3, 9, 1, 8]);
        await reopen();
      }
    });

    it('counts what a document has besides its names', async () => {
      await putAll();
      const named = { text: 'Nothing but a name', role: 'name' } as const;
      await put(document({ path: 'empty.md', passages: [named] }));
      await put(document({ path: 'one.md', passages: [named, 'And a text.'] }));
      for (let round = 0; round < 2; round++) {
        const counts = await store.passageCounts();
        assert.deepEqual(
          [...counts].sort(([a], [b]) => (a < b ? -1 : 1)),
          [
            ['clip', 5],
            ['document:notes/café.md', 2],
            ['document:one.md', 1],
            ['qwen2-vl', 2],
          ],
        );
        await reopen();
      }
      await store.removeDocument('one.md');
      assert.equal((await store.passageCounts()).has('document:one.md'), false);
    });

    it('finds a passage by its public id, and a figure by its caption', async () => {
      await putAll();
      for (const passage of await store.passagesOf('clip')) {
        assert.deepEqual(await store.passageById(passage.passageId), passage);
      }
      assert.equal((await store.passageById('figure:towers'))?.text, 'Figure 1: the two towers.');
    });

    it('keeps public ids while the content stays, and gives equal passages of one document different ones', async () => {
      const twice = document({ path: 'twice.md', passages: ['same words', 'same words', 'others'] });
      await put(twice);
      const before = (await store.passagesOf(twice.id)).map(({ passageId }) => passageId);
      await put({ ...twice, contentHash: 'touched' });
      assert.deepEqual(
        (await store.passagesOf(twice.id)).map(({ passageId }) => passageId),
        before,
      );
      assert.equal(new Set(before).size, 3);
    });

    it('keeps the order asked for and leaves out numbers that are gone', async () => {
      await putAll();
      const numbers = (await store.passagesOf('clip')).map(({ id }) => id);
      const asked = [...numbers.toReversed(), 999_999, -1];
      assert.deepEqual(
        (await store.passages(asked)).map(({ id }) => id),
        numbers.toReversed(),
      );
    });

    it('puts a document in the place of the one with its path', async () => {
      await putAll();
      const changed = document({
        path: CLIP.path,
        id: 'clip',
        title: 'CLIP',
        passages: ['Only zebras here now.'],
      });
      await put(changed);
      await subject.settle(store);
      assert.deepEqual(await search('zebras'), ['Only zebras here now.']);
      assert.deepEqual(await search('contrastive'), []);
      assert.deepEqual(await store.figures('clip'), []);
      assert.equal((await store.documents()).length, 3);
      assert.ok(
        !(await near('Contrastive', 20)).includes(
          'Contrastive language-image pretraining aligns two encoders.',
        ),
      );
    });

    it('lets a document give way to one of the same id under another path', async () => {
      await putAll();
      await put({ ...CLIP, path: 'moved/clip.md' });
      assert.deepEqual(
        (await store.documents()).map(({ path }) => path),
        ['concepts/qwen2-vl.md', 'moved/clip.md', 'notes/café.md'],
      );
      assert.equal((await store.stats()).figures, 1);
    });

    it('removes a document and everything that could lead to it', async () => {
      await putAll();
      assert.equal(await store.removeDocument(CLIP.path), true);
      assert.equal(await store.removeDocument(CLIP.path), false);
      assert.deepEqual(await search('contrastive'), []);
      assert.equal(await store.passageById('figure:towers'), null);
      const left = await near('The temperature', 20);
      assert.deepEqual(left.filter((text) => text.startsWith('The temperature')).length, 1);
      assert.equal(left.length, 4);
    });

    it('renames without needing a vector, and keeps ids', async () => {
      await putAll();
      const before = await store.passagesOf('clip');
      await store.renameDocument(CLIP.path, 'elsewhere/clip.md');
      const after = await store.passagesOf('clip');
      assert.deepEqual(
        after.map(({ id, passageId }) => [id, passageId]),
        before.map(({ id, passageId }) => [id, passageId]),
      );
      assert.equal(after[0]?.document.path, 'elsewhere/clip.md');
      assert.deepEqual([...(await store.missingVectors(CLIP.passages.map(({ hash }) => hash)))], []);
      assert.equal(await store.removeDocument(CLIP.path), false);
      await assert.rejects(store.renameDocument('none.md', 'other.md'), { code: 'ATLAS-NOT-FOUND' });
    });

    it('renames over a document that is there', async () => {
      await putAll();
      await store.renameDocument(NOTE.path, CLIP.path);
      assert.deepEqual(
        (await store.documents()).map(({ id }) => id),
        [NOTE.id, QWEN.id],
      );
      assert.deepEqual(await search('contrastive'), []);
    });

    it('embeds nothing twice: vectors go by content and outlive their documents', async () => {
      const hashes = CLIP.passages.map(({ hash }) => hash);
      assert.deepEqual(await store.missingVectors(hashes), new Set(hashes));
      await put(CLIP);
      await store.removeDocument(CLIP.path);
      await reopen();
      assert.deepEqual(await store.missingVectors([...hashes, 'new']), new Set(['new']));
      await store.replaceDocument(CLIP, new Map());
      await subject.settle(store);
      assert.equal(
        (await near('Contrastive language-image pretraining aligns two encoders.', 1))[0],
        CLIP.passages[0]?.text,
      );
    });

    it('leaves a passage without a vector to full text until its vector comes with another document', async () => {
      await store.replaceDocument(NOTE, new Map());
      await put(QWEN);
      await subject.settle(store);
      assert.deepEqual(await search('café'), ['A café with embeddings and 扩散模型.']);
      assert.equal((await near('A café', 20)).length, 2);
      await put(document({ path: 'copy.md', passages: ['A café with embeddings and 扩散模型.'] }));
      await subject.settle(store);
      const found = await near('A café with embeddings and 扩散模型.', 2);
      assert.deepEqual(found, [
        'A café with embeddings and 扩散模型.',
        'A café with embeddings and 扩散模型.',
      ]);
    });

    it('gives every passage of a shared text, best first, with its cosine', async () => {
      await putAll();
      const shared = 'The temperature is learned and clipped at one hundred.';
      const found = await store.nearest(vectorFor(shared), 3);
      assert.equal(found.length, 3);
      assert.deepEqual((await textsOf(found)).slice(0, 2), [shared, shared]);
      assert.ok(Math.abs((found[0]?.score ?? 0) - 1) < 1e-5);
      assert.ok(found.every(({ score }, index) => index === 0 || score <= (found[index - 1]?.score ?? 0)));
      const stored = await store.vectorOf(found[0]?.passage ?? 0);
      assert.deepEqual(stored, vectorFor(shared));
    });

    it('answers questions in both languages, whatever the case, the accents and the form of a word', async () => {
      await putAll();
      assert.deepEqual(await search('ＱＷＥＮ2-VL'), [
        'Qwen2-VL gives video tokens rotary positions in three parts.',
      ]);
      assert.deepEqual(await search('qwen2vl'), [
        'Qwen2-VL gives video tokens rotary positions in three parts.',
      ]);
      assert.deepEqual(await search('CAFE embedding'), ['A café with embeddings and 扩散模型.']);
      assert.deepEqual(await search('旋转位置'), ['多模态旋转位置编码把位置分成时间、高和宽。']);
      assert.deepEqual(await search('扩'), ['A café with embeddings and 扩散模型.']);
      assert.deepEqual(await search('what is the position of a video token'), [
        'Qwen2-VL gives video tokens rotary positions in three parts.',
      ]);
    });

    it('holds every given part of a filter, in words and in vectors', async () => {
      await putAll();
      const shared = 'The temperature is learned and clipped at one hundred.';
      const cases: readonly [StoreFilter, number][] = [
        [{}, 2],
        [{ kinds: ['concept'] }, 1],
        [{ kinds: [] }, 0],
        [{ kinds: ['note'], roles: ['text'] }, 1],
        [{ roles: ['caption'] }, 0],
        [{ categories: ['pretraining'] }, 1],
        [{ years: [2021, 2021] }, 1],
        [{ years: [2022, 2030] }, 0],
        [{ kinds: ['concept'], categories: ['model'] }, 0],
      ];
      for (const [filter, expected] of cases) {
        const label = JSON.stringify(filter);
        assert.equal((await search('temperature', filter)).length, expected, label);
        assert.equal(
          (await near(shared, 9, filter)).filter((text) => text === shared).length,
          expected,
          label,
        );
      }
      assert.deepEqual(await near('Figure 1', 9, { roles: ['caption'] }), ['Figure 1: the two towers.']);
    });

    it('gives no more than asked for', async () => {
      await putAll();
      for (const limit of [0, -3, 1, 2]) {
        const most = Math.max(limit, 0);
        assert.equal((await store.fullText('temperature', limit)).length, most);
        assert.equal((await store.nearest(vectorFor('x'), limit)).length, most);
      }
    });

    it('takes any text for a question', async () => {
      await putAll();
      const wordless = ['', '   ', '"', '*', '^', '😀😀', '\u0000\u0001', '\ud800', '-', '((((('];
      for (const question of wordless) {
        assert.deepEqual(await store.fullText(question, 10), [], JSON.stringify(question));
      }
      const worded = [
        "temperature'; DROP TABLE documents; --",
        'temperature AND',
        'NEAR(temperature',
        'text:temperature',
        '^temperature*',
        '{a b}:temperature',
        '"temperature',
        'temperature\u0000',
        `${'😀'.repeat(40_000)}temperature`,
        'temperature '.repeat(20_000),
        `temperature ${'x'.repeat(100_000)}`,
        `temperature ${'图'.repeat(100_000)}`,
        `temperature ${Array.from({ length: 20_000 }, (_, n) => `w${n}`).join(' ')}`,
      ];
      for (const question of worded) {
        assert.deepEqual((await search(question)).length, 2, question.slice(0, 40));
      }
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (question) => {
          for (const { score } of await store.fullText(question, 5)) assert.ok(score > 0);
        }),
        { numRuns: 200 },
      );
      assert.equal((await store.documents()).length, 3);
    });

    it('refuses a vector that is not one of this model, and changes nothing', async () => {
      await put(CLIP);
      const bad: readonly Float32Array[] = [
        new Float32Array(DIMENSIONS + 1).fill(0.1),
        new Float32Array(DIMENSIONS),
        new Float32Array(DIMENSIONS).fill(NaN),
      ];
      const changed = document({ path: CLIP.path, id: 'clip', passages: ['Other words.'] });
      for (const vector of bad) {
        const vectors = new Map(changed.passages.map(({ hash }) => [hash, vector]));
        await assert.rejects(store.replaceDocument(changed, vectors), { code: 'ATLAS-INTERNAL' });
      }
      await assert.rejects(store.nearest(new Float32Array(3), 5), { code: 'ATLAS-INTERNAL' });
      assert.equal((await store.passagesOf('clip')).length, 5);
      assert.deepEqual(await search('contrastive'), [
        'Contrastive language-image pretraining aligns two encoders.',
      ]);
    });

    it('agrees with a simple model after any sequence of changes', async () => {
      const paths = ['a.md', 'b.md', 'c/d.md', '笔记.md'];
      const words = ['alpha', 'beta', 'gamma', '视觉模型', 'delta', '扩散'];
      const content = fc.array(fc.tuple(fc.constantFrom(...words), fc.constantFrom(...words), fc.nat(3)), {
        maxLength: 4,
      });
      const change = fc.oneof(
        {
          weight: 4,
          arbitrary: fc.record({
            do: fc.constant('put' as const),
            path: fc.constantFrom(...paths),
            content,
            embedded: fc.boolean(),
          }),
        },
        {
          weight: 2,
          arbitrary: fc.record({ do: fc.constant('remove' as const), path: fc.constantFrom(...paths) }),
        },
        {
          weight: 2,
          arbitrary: fc.record({
            do: fc.constant('rename' as const),
            path: fc.constantFrom(...paths),
            to: fc.constantFrom(...paths),
          }),
        },
        { weight: 1, arbitrary: fc.record({ do: fc.constant('reopen' as const) }) },
        { weight: 2, arbitrary: fc.record({ do: fc.constant('check' as const) }) },
      );
      await fc.assert(
        fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 25 }), async (changes) => {
          for (const { path } of await store.documents()) await store.removeDocument(path);
          const model = new StoreModel();
          for (const [step, each] of changes.entries()) {
            if (each.do === 'put') {
              const passages = each.content.map(([first, second, n]) => `${first} ${second} ${n}`);
              const ingested = document({ path: each.path, id: `document:${step}`, passages });
              const vectors = each.embedded ? vectorsOf(ingested) : new Map();
              await store.replaceDocument(ingested, vectors);
              const embedded = new Set(ingested.passages.map(({ hash }) => hash)).difference(
                await store.missingVectors(ingested.passages.map(({ hash }) => hash)),
              );
              model.put(ingested, embedded);
            } else if (each.do === 'remove') {
              assert.equal(await store.removeDocument(each.path), model.remove(each.path));
            } else if (each.do === 'rename') {
              const renamed = await store.renameDocument(each.path, each.to).then(
                () => true,
                () => false,
              );
              assert.equal(renamed, model.rename(each.path, each.to));
            } else if (each.do === 'reopen') {
              await reopen();
            } else {
              await subject.settle(store);
              await model.check(store);
            }
          }
          await subject.settle(store);
          await model.check(store);
        }),
        { numRuns: 40 },
      );
    });
  });
}
