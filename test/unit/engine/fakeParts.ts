import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadKnowledgeBase } from '../../../src/content/knowledgeBase.ts';
import { sha256 } from '../../../src/content/hash.ts';
import type { TextEmbedder } from '../../../src/core/embedder.ts';
import { AtlasError } from '../../../src/core/errors.ts';
import type { SearchAnswer } from '../../../src/core/hit.ts';
import type { EngineConfiguration, SearchRequest } from '../../../src/protocol/requests.ts';
import type { EngineParts } from '../../../src/engine/engineParts.ts';
import { openStore } from '../../../src/store/sqliteStore.ts';

export const KB = join(import.meta.dirname, '../../../kb');
const DIMENSIONS = 8;

/** Vectors that depend on the text alone, and a record of what was embedded. */
export class FakeEmbedder implements TextEmbedder {
  readonly modelId = 'fake';
  readonly dimensions = DIMENSIONS;
  readonly embedded: string[] = [];
  /** Asked before each text; may reject. */
  before: (text: string) => Promise<void> = async () => undefined;
  closed = false;

  embedQuery(text: string): Promise<Float32Array> {
    return this.embedPassage(text);
  }

  async embedPassage(text: string): Promise<Float32Array> {
    await this.before(text);
    this.embedded.push(text);
    const vector = Float32Array.from(
      Buffer.from(sha256(text), 'hex').subarray(0, DIMENSIONS),
      (byte) => byte + 1,
    );
    const length = Math.hypot(...vector);
    return vector.map((each) => each / length);
  }

  async countTokens(text: string): Promise<number> {
    return text.length;
  }

  async close(): Promise<void> {
    this.closed = true;
  }
}

export const fakeAnswer = (query: string, mode: SearchAnswer['mode']): SearchAnswer => ({
  query,
  language: 'en',
  abstained: true,
  hits: [],
  mode,
  notices: [],
});

export interface FakeParts extends EngineParts {
  readonly embedder: FakeEmbedder;
  /** What a search does; the answer's mode tells whether there was an embedder. */
  onSearch: (request: SearchRequest, signal: AbortSignal | undefined) => Promise<void>;
  searchers: number;
  /** What tells that another process has written to the library. */
  stamp: string;
}

/** Real content and a real store, without a model, a searcher or anything native. */
export function fakeParts(changes: Partial<EngineParts> = {}): FakeParts {
  const embedder = new FakeEmbedder();
  const parts: FakeParts = {
    embedder,
    onSearch: async () => undefined,
    searchers: 0,
    stamp: '',
    loadKnowledgeBase: ({ knowledgeBase }) => loadKnowledgeBase(knowledgeBase),
    openAtlas: async ({ atlas }) => {
      throw new AtlasError('ATLAS-FILE', `The index of the atlas is not there: ${atlas}.`, atlas);
    },
    openLibrary: async ({ library, version }, mode) => {
      const file = join(library ?? '', 'library.sqlite');
      if (library === null || (mode === 'read' && !existsSync(file))) return null;
      const model =
        mode === 'read' ? { modelId: null, dimensions: 0 } : { modelId: 'fake', dimensions: DIMENSIONS };
      return openStore({ file, ...model, mode, native: false, version });
    },
    libraryStamp: async () => parts.stamp,
    createEmbedder: async () => ({
      embedder,
      status: { id: 'fake', provider: 'cpu', files: [], problems: [] },
    }),
    inspectModel: async () => ({ id: 'fake', provider: null, files: [], problems: [] }),
    createSearcher: async ({ embedder: used }) => {
      parts.searchers += 1;
      return {
        search: async (request, signal) => {
          await parts.onSearch(request, signal);
          if (used) await used.embedQuery(request.query);
          return fakeAnswer(request.query, used ? 'hybrid' : 'keyword');
        },
        similar: async () => ({ hits: [] }),
      };
    },
    ...changes,
  };
  return parts;
}

export const configurationFor = (library: string | null, safeMode = false): EngineConfiguration => ({
  version: '0.0.0',
  knowledgeBase: KB,
  atlas: '/nowhere/atlas',
  inferenceWorker: '/nowhere/worker.js',
  pdfWorker: '/nowhere/pdfWorker.js',
  pdfium: '/nowhere/pdfium.wasm',
  models: [],
  library,
  provider: 'auto',
  threads: 0,
  safeMode,
});
