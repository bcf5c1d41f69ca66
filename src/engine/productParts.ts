import { existsSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { loadKnowledgeBase } from '../content/knowledgeBase.ts';
import { AtlasError } from '../core/errors.ts';
import { createTextEmbedder, inspectModel } from '../inference/createTextEmbedder.ts';
import { openStore } from '../store/sqliteStore.ts';
import { ATLAS_FILE, LIBRARY_FILE } from './atlasFiles.ts';
import type { EngineParts } from './engineParts.ts';
import { createSearcher } from './search/createSearcher.ts';
import { textModel } from './textModel.ts';

/** The parts of the product. No native module is loaded before a model or a store that may use it is opened. */
export const productParts: EngineParts = {
  loadKnowledgeBase: ({ knowledgeBase }) => loadKnowledgeBase(knowledgeBase),

  openAtlas: ({ atlas, safeMode, version }) => {
    const file = join(atlas, ATLAS_FILE);
    if (!existsSync(file)) {
      const message = `The index of the atlas is not there: ${file}. Reinstall the extension; in a checkout, run "npm run build".`;
      throw new AtlasError('ATLAS-FILE', message, file);
    }
    return openStore({ file, modelId: null, dimensions: 0, mode: 'immutable', native: !safeMode, version });
  },

  libraryStamp: async ({ library }) => {
    if (!library) return '';
    const stamps = [LIBRARY_FILE, `${LIBRARY_FILE}-wal`].map(async (name) => {
      const stats = await stat(join(library, name)).catch(() => null);
      return stats ? `${stats.mtimeMs} ${stats.size}` : '-';
    });
    return (await Promise.all(stamps)).join(' ');
  },

  openLibrary: async (configuration, mode) => {
    const { library, safeMode, version } = configuration;
    if (!library) return null;
    const file = join(library, LIBRARY_FILE);
    const options = { file, native: !safeMode, version, mode };
    if (mode === 'read')
      return existsSync(file) ? openStore({ ...options, modelId: null, dimensions: 0 }) : null;
    await mkdir(library, { recursive: true }).catch((error: Error) => {
      throw new AtlasError(
        'ATLAS-FILE',
        `The library's folder cannot be made: ${error.message}`,
        library,
        error,
      );
    });
    const { entry } = await textModel(configuration);
    return openStore({ ...options, modelId: entry.id, dimensions: entry.dimensions });
  },

  createEmbedder: async (configuration) => {
    const { models, inferenceWorker, provider, threads } = configuration;
    const { manifest, entry } = await textModel(configuration);
    return createTextEmbedder({
      manifest,
      modelDirs: models,
      modelId: entry.id,
      workerFile: inferenceWorker,
      provider,
      threads,
    });
  },

  inspectModel: async (configuration) => {
    const { entry } = await textModel(configuration);
    return inspectModel(entry, configuration.models);
  },

  createSearcher: async (parts) => createSearcher(parts),
};
