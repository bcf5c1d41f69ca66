import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Language } from '../../../src/core/language.ts';
import type { Store } from '../../../src/core/store.ts';
import { SCHEMA_VERSION } from '../../../src/store/schema.ts';
import { openStore } from '../../../src/store/sqliteStore.ts';
import { random } from '../../unit/store/packedVectors.ts';
import { cardSentences, writtenCards } from './cardTexts.ts';
import { syntheticNote } from './syntheticNote.ts';

const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/vlm-atlas-bench/', import.meta.url));
const PASSAGES_A_NOTE = 20;
const SENTENCES_A_PASSAGE = 4;
/** Length of what is added to a real vector: cosine 0.95 with it. */
const NOISE = 0.33;
/** Raised when the same size gives other passages than before. */
const EDITION = 1;

/** Vectors of an atlas's passages. */
async function vectorsOf(atlas: Store): Promise<readonly Float32Array[]> {
  const vectors: Float32Array[] = [];
  for (const { id } of await atlas.documents()) {
    for (const passage of await atlas.passagesOf(id)) {
      const vector = passage.role === 'text' ? await atlas.vectorOf(passage.id) : null;
      if (vector) vectors.push(vector);
    }
  }
  return vectors;
}

/** A generator of texts of recombined sentences of the cards, each with a vector near a real one. */
function passageMaker(real: readonly Float32Array[]): () => {
  readonly text: string;
  readonly language: Language;
  readonly vector: Float32Array;
} {
  const next = random(7);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)]!;
  const normal = (): number => Math.sqrt(-2 * Math.log(next() + 1e-12)) * Math.cos(2 * Math.PI * next());
  const sentences = cardSentences(writtenCards());
  return () => {
    const language = next() < 0.5 ? 'en' : 'zh';
    const chosen = Array.from({ length: SENTENCES_A_PASSAGE }, () => pick(sentences[language]));
    const near = pick(real);
    const noisy = near.map((value) => value + (normal() * NOISE) / Math.sqrt(near.length));
    const length = Math.hypot(...noisy);
    return {
      text: chosen.join(language === 'en' ? ' ' : ''),
      language,
      vector: noisy.map((value) => value / length),
    };
  };
}

/**
 * The file of a library with so many synthetic passages and its graph; kept between runs, as the making of a large
 * one takes minutes.
 */
export async function syntheticLibrary(passages: number, atlas: Store, modelId: string): Promise<string> {
  const folder = join(CACHE, `library-${passages}-${SCHEMA_VERSION}.${EDITION}`);
  const file = join(folder, 'library.sqlite');
  if (existsSync(file)) return file;
  console.error(`making a library of ${passages} passages`);
  const making = `${folder}.new`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  const real = await vectorsOf(atlas);
  const store = await openStore({
    file: join(making, 'library.sqlite'),
    modelId,
    dimensions: real[0]!.length,
    mode: 'write',
    native: true,
    version: 'bench',
    graphFrom: Infinity,
  });
  const make = passageMaker(real);
  for (let note = 0; note * PASSAGES_A_NOTE < passages; note += 1) {
    const made = Array.from({ length: PASSAGES_A_NOTE }, make);
    const document = syntheticNote(`notes/${note}.md`, made);
    const vectors = document.passages.map(({ hash }, at) => [hash, made[at]!.vector] as const);
    await store.replaceDocument(document, new Map(vectors));
  }
  await store.close();
  await buildGraph(join(making, 'library.sqlite'));
  rmSync(folder, { recursive: true, force: true });
  renameSync(making, folder);
  return file;
}

async function buildGraph(file: string): Promise<void> {
  const options = { file, modelId: null, dimensions: 0, native: true, version: 'bench' };
  const store = await openStore({ ...options, mode: 'write' });
  await store.settle();
  await store.close();
}
