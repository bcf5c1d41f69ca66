import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createTextEmbedder,
  type OpenedTextEmbedder,
  type TextEmbedderOptions,
} from '../../../src/inference/createTextEmbedder.ts';
import { parseManifest, type ModelEntry } from '../../../src/inference/manifest.ts';

const KB = fileURLToPath(new URL('../../../kb/', import.meta.url));
const MANIFEST_FILE = join(KB, 'models.json');

export const MODEL_DIRS = [join(KB, 'models')];
export const MANIFEST = parseManifest(readFileSync(MANIFEST_FILE, 'utf8'), MANIFEST_FILE);
export const BUNDLED: ModelEntry = MANIFEST.models[0]!;
export const THREAD = new URL('../../../src/inference/worker.ts', import.meta.url);

export const modelFile = (name: string): string => join(MODEL_DIRS[0]!, BUNDLED.id, name);

interface Reference {
  readonly text: string;
  readonly input_ids: readonly number[];
  readonly 'model.onnx': readonly number[];
  readonly 'model_q4.onnx': readonly number[];
}

export const REFERENCE = JSON.parse(
  readFileSync(modelFile('reference.json'), 'utf8'),
) as readonly Reference[];

export const openBundled = (options: Partial<TextEmbedderOptions> = {}): Promise<OpenedTextEmbedder> =>
  createTextEmbedder({
    manifest: MANIFEST,
    modelDirs: MODEL_DIRS,
    workerFile: THREAD,
    provider: 'cpu',
    threads: 0,
    ...options,
  });

export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [dot, aa, bb] = [0, 0, 0];
  for (let index = 0; index < a.length; index += 1) {
    dot += a[index]! * b[index]!;
    aa += a[index]! ** 2;
    bb += b[index]! ** 2;
  }
  return dot / Math.sqrt(aa * bb);
}
