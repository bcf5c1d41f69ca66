// Opens a library as another process would: `storeChild.ts FILE TASK`. Answers in JSON, one object a line.
import { openStore } from '../../src/store/sqliteStore.ts';
import { DIMENSIONS, document, vectorFor, vectorsOf } from '../unit/store/samples.ts';

const [file = '', task = ''] = process.argv.slice(2);
const say = (answer: unknown): void => {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
};
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  );

const mode = task === 'read' ? 'read' : task === 'immutable' ? 'immutable' : 'write';
const store = await openStore({
  file,
  modelId: 'model',
  dimensions: DIMENSIONS,
  mode,
  native: false,
  version: '1',
});

if (task === 'write forever') {
  for (let n = 0; ; n++) {
    const passages = Array.from({ length: 40 }, (_, part) => `part ${part} of round ${n}`);
    const ingested = document({ path: `${n % 5}.md`, passages });
    await store.replaceDocument(ingested, vectorsOf(ingested));
    say({ written: n });
  }
} else if (task === 'hold') {
  const first = document({ path: 'first.md', passages: ['first words'] });
  await store.replaceDocument(first, vectorsOf(first));
  say({ holding: true });
  process.stdin.on('data', async (path) => {
    const next = document({ path: String(path).trim(), passages: ['second words'] });
    await store.replaceDocument(next, vectorsOf(next));
    say({ written: next.path });
  });
} else {
  const { readOnly, documents } = await store.stats();
  say({
    readOnly,
    documents,
    found: (await store.fullText('words', 10)).length,
    near: (await store.nearest(vectorFor('first words'), 10)).length,
    put: await codeOf(store.replaceDocument(document({ path: 'x.md', passages: ['x'] }), new Map())),
    rename: await codeOf(store.renameDocument('first.md', 'y.md')),
    remove: await codeOf(store.removeDocument('first.md')),
  });
  await store.close();
}
