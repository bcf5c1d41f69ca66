import type { Services } from '../host/services.ts';
import type { LibraryIndexer } from '../library/libraryIndexer.ts';
import { AtlasView } from './atlasView.ts';
import { LibraryView } from './libraryView.ts';
import { registerTreeActions, type TreeReader } from './treeActions.ts';

/** The native trees of the sidebar: the atlas, and the reader's library. */
export class TreeFeature {
  constructor(services: Services, reader: TreeReader, library: LibraryIndexer) {
    registerTreeActions(services, reader);
    new AtlasView(services);
    new LibraryView(services, library);
  }
}
