import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ATLAS_FILE } from '../../../src/engine/atlasFiles.ts';
import { openStore, type SqliteStore } from '../../../src/store/sqliteStore.ts';

/** Opens a library that is there, its graph read. */
export async function openExisting(file: string, mode: 'read' | 'immutable'): Promise<SqliteStore> {
  const store = await openStore({ file, modelId: null, dimensions: 0, mode, native: true, version: 'bench' });
  await store.settle();
  return store;
}

/** The built atlas; `--atlas=DIR` on the command line names another than dist/atlas. */
export function openAtlas(): Promise<SqliteStore> {
  const named = process.argv.find((word) => word.startsWith('--atlas='))?.slice('--atlas='.length);
  const folder = named ?? fileURLToPath(new URL('../../../dist/atlas/', import.meta.url));
  return openExisting(join(folder, ATLAS_FILE), 'immutable');
}
