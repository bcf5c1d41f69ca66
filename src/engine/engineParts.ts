import type { KnowledgeBase } from '../content/knowledgeBase.ts';
import type { ModelStatus, TextEmbedder } from '../core/embedder.ts';
import type { Store } from '../core/store.ts';
import type { EngineConfiguration } from '../protocol/requests.ts';
import type { Searcher, SearcherParts } from './searcher.ts';

/** What an engine is made of; injected, so that its tests need no model and no native module. */
export interface EngineParts {
  loadKnowledgeBase(configuration: EngineConfiguration): Promise<KnowledgeBase>;
  /** Opened for reading only. */
  openAtlas(configuration: EngineConfiguration): Promise<Store>;
  /** `read`: null while the library has no index yet. `write`: made if missing. */
  openLibrary(configuration: EngineConfiguration, mode: 'read' | 'write'): Promise<Store | null>;
  /** Changes whenever some process has written to the library. */
  libraryStamp(configuration: EngineConfiguration): Promise<string>;
  createEmbedder(
    configuration: EngineConfiguration,
  ): Promise<{ readonly embedder: TextEmbedder; readonly status: ModelStatus }>;
  /** What can be said of the text model without loading it. */
  inspectModel(configuration: EngineConfiguration): Promise<ModelStatus>;
  createSearcher(parts: SearcherParts): Promise<Searcher>;
}
