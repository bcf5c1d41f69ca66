// The peer of test/bench/peer.ts in a process of its own: transformers.js makes the vectors, vectra keeps them.
// Messages: { id, kind, … } in, { id, result } or { id, error } out.
import { pipeline, env } from '@huggingface/transformers';
import { LocalIndex } from 'vectra';

let extract;
let index;

async function embed(text) {
  const output = await extract(text, { pooling: 'mean', normalize: true });
  return Array.from(output.data);
}

const handlers = {
  async open({ models, model, threads, folder }) {
    env.allowRemoteModels = false;
    env.localModelPath = models;
    extract = await pipeline('feature-extraction', model, {
      dtype: 'q8',
      device: 'cpu',
      session_options: { intraOpNumThreads: threads },
    });
    index = new LocalIndex(folder);
    await index.createIndex({ version: 1, deleteIfExists: true });
  },
  vector: ({ text }) => embed(text),
  async index({ texts }) {
    const items = [];
    for (const text of texts) items.push({ vector: await embed(`passage: ${text}`), metadata: { text } });
    await index.batchInsertItems(items);
  },
  async add({ items }) {
    await index.batchInsertItems(
      items.map(({ vector, text }) => ({ vector: Array.from(vector), metadata: { text } })),
    );
  },
  async search({ query, limit }) {
    const found = await index.queryItems(await embed(`query: ${query}`), query, limit);
    return found.map(({ item, score }) => ({ text: item.metadata.text, score }));
  },
};

process.on('message', async ({ id, kind, ...message }) => {
  try {
    process.send({ id, result: await handlers[kind](message) });
  } catch (error) {
    process.send({ id, error: error instanceof Error ? error.message : String(error) });
  }
});
