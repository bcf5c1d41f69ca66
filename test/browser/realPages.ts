import { join } from 'node:path';
import type { Language } from '../../src/core/language.ts';
import { Engine } from '../../src/engine/engine.ts';
import { productParts } from '../../src/engine/productParts.ts';
import { createNames } from '../../src/features/host/names.ts';
import { documentPage } from '../../src/features/reader/readerPage.ts';
import type { ReaderPage } from '../../src/protocol/readerMessages.ts';
import { ROOT } from '../hostHarness/host.ts';
import { english } from './readerSamples.ts';

const inDist = (...names: string[]): string => join(ROOT, 'dist', ...names);

/** Pages of the built atlas, as the reader gets them. */
export function openAtlas(): {
  readonly page: (id: string, language: Language) => Promise<ReaderPage>;
  readonly close: () => Promise<void>;
} {
  const engine = new Engine(
    {
      version: 'test',
      knowledgeBase: join(ROOT, 'kb'),
      atlas: inDist('atlas'),
      inferenceWorker: inDist('inferenceWorker.js'),
      pdfWorker: inDist('pdfWorker.js'),
      pdfium: inDist('pdfium', 'pdfium.wasm'),
      models: [],
      library: null,
      provider: 'cpu',
      threads: 0,
      safeMode: true,
    },
    productParts,
    () => undefined,
  );
  const names = createNames(english);
  return {
    page: async (id, language) => {
      const answer = await engine.request('read', { id, language });
      return documentPage(id, answer, {
        canGoBack: true,
        canGoForward: false,
        canOpenInTab: true,
        textSize: 100,
        pictures: null,
        hasLineage: answer.kind === 'concept',
        names,
        t: english,
      });
    },
    close: () => engine.close(),
  };
}
