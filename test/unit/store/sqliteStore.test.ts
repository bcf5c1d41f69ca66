import { join } from 'node:path';
import { openStore, type SqliteStore } from '../../../src/store/sqliteStore.ts';
import { storeConformance, type StoreSubject } from './conformance.ts';
import { DIMENSIONS, temporaryFolder } from './samples.ts';

function sqliteSubject(native: boolean): () => Promise<StoreSubject> {
  return async () => {
    const folder = temporaryFolder();
    const file = join(folder.path, 'library', 'library.sqlite');
    return {
      open: () =>
        openStore({
          file,
          modelId: 'model',
          dimensions: DIMENSIONS,
          mode: 'write',
          native,
          version: '1',
          graphFrom: 3,
        }),
      settle: (store) => (store as SqliteStore).settle(),
      remove: async () => folder.remove(),
    };
  };
}

storeConformance('SQLite with the graph', sqliteSubject(true));
storeConformance('SQLite with the scan', sqliteSubject(false));
