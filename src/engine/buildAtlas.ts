import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { knowledgeBaseDocuments, loadKnowledgeBase } from '../content/knowledgeBase.ts';
import { AtlasError } from '../core/errors.ts';
import { createTextEmbedder } from '../inference/createTextEmbedder.ts';
import { openStore } from '../store/sqliteStore.ts';
import { atlasContents } from './atlasContents.ts';
import { ATLAS_FILE, BIBLIOGRAPHY_FILE, CONTENTS_FILE, FIGURES_FOLDER, TERMS_FILE } from './atlasFiles.ts';
import { atlasTerms } from './atlasTerms.ts';
import { drawFigures } from './drawnFigures.ts';
import { formerVectors, RememberingEmbedder } from './formerVectors.ts';
import { VectorMaker } from './indexing/vectorMaker.ts';
import { bibtexEntry } from './reading/bibtex.ts';
import { textModel } from './textModel.ts';

// node src/engine/buildAtlas.ts --kb kb --out dist/atlas: the index of the knowledge base, made anew from its files;
// vectors of texts that stood in the former index are taken over. The output is put in place when it is whole.

const DOCUMENTS_AT_A_TIME = 4;

interface BuildOptions {
  readonly kb: string;
  readonly out: string;
  readonly version: string;
}

/** Vectors of an index that was made with the same model; none when it cannot be read. */
async function vectorsOfFormer(out: string, modelId: string): Promise<ReadonlyMap<string, Float32Array>> {
  const file = join(out, ATLAS_FILE);
  if (!existsSync(file)) return new Map();
  try {
    const store = await openStore({
      file,
      modelId: null,
      dimensions: 0,
      mode: 'immutable',
      native: false,
      version: '',
    });
    try {
      return (await store.stats()).modelId === modelId ? await formerVectors(store) : new Map();
    } finally {
      await store.close();
    }
  } catch (error) {
    console.error(`The former index is not used: ${AtlasError.from(error).message}`);
    return new Map();
  }
}

async function buildAtlas({ kb, out, version }: BuildOptions): Promise<void> {
  const started = performance.now();
  const base = await loadKnowledgeBase(kb);
  for (const { file, line, message } of base.problems) console.error(`${join(kb, file)}:${line}: ${message}`);
  if (base.problems.length > 0)
    throw new AtlasError('ATLAS-CARD', `${base.problems.length} problems in ${kb}.`, kb);

  const { manifest, entry } = await textModel({ knowledgeBase: kb });
  const former = await vectorsOfFormer(out, entry.id);
  const opened = await createTextEmbedder({
    manifest,
    modelDirs: [join(kb, 'models')],
    modelId: entry.id,
    workerFile: new URL('../inference/worker.ts', import.meta.url),
    provider: 'cpu',
    threads: 0,
  });
  const embedder = new RememberingEmbedder(opened.embedder, former);
  const fresh = `${out}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  const file = join(fresh, ATLAS_FILE);
  const options = { file, modelId: entry.id, dimensions: entry.dimensions, mode: 'write', version } as const;
  const store = await openStore({ ...options, native: false });
  try {
    const documents = knowledgeBaseDocuments(base);
    const vectors = new VectorMaker(store, embedder, new AbortController().signal);
    let told = performance.now();
    for (let at = 0; at < documents.length; at += DOCUMENTS_AT_A_TIME) {
      const batch = documents.slice(at, at + DOCUMENTS_AT_A_TIME);
      const made = await Promise.all(batch.map(({ passages }) => vectors.vectorsFor(passages)));
      for (const [index, document] of batch.entries()) await store.replaceDocument(document, made[index]!);
      if (performance.now() - told < 10_000) continue;
      told = performance.now();
      console.log(`${at + batch.length} of ${documents.length} documents`);
    }
    const stats = await store.stats();
    await store.close();
    // The graph depends on the order in which vectors reach it: it is built over the whole, not while they arrive.
    const whole = await openStore({ ...options, native: true });
    await whole.finalise();
    await writeFile(join(fresh, TERMS_FILE), `${JSON.stringify(atlasTerms(base))}\n`);
    await writeFile(join(fresh, CONTENTS_FILE), `${JSON.stringify(atlasContents(base))}\n`);
    await drawFigures(base.figures, join(fresh, FIGURES_FOLDER));
    await writeFile(join(fresh, BIBLIOGRAPHY_FILE), `${base.papers.map(bibtexEntry).join('\n\n')}\n`);
    await rm(out, { recursive: true, force: true });
    await rename(fresh, out);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const embedded = vectors.made - embedder.reused;
    console.log(
      `atlas: ${base.cards.length} concepts, ${base.papers.length} papers, ${base.chapters.length} chapters; ` +
        `${stats.passages} passages, ${stats.figures} figures; ${embedded} texts embedded, ${embedder.reused} taken over; ${seconds} s`,
    );
  } finally {
    await store.close();
    await embedder.close();
    await rm(fresh, { recursive: true, force: true });
  }
}

const { values } = parseArgs({
  options: {
    kb: { type: 'string', default: 'kb' },
    out: { type: 'string', default: 'dist/atlas' },
    version: { type: 'string', default: '' },
  },
});
process.env['ORT_DISABLE_TELEMETRY'] = '1';
try {
  await buildAtlas({ kb: resolve(values.kb), out: resolve(values.out), version: values.version });
} catch (error) {
  const { code, message } = AtlasError.from(error);
  console.error(`${code} ${message}`);
  process.exitCode = 1;
}
