import { realpath } from 'node:fs/promises';
import { AtlasError } from '../../core/errors.ts';
import type { IndexProgress } from '../../protocol/requests.ts';
import { indexNotes } from '../indexing/indexNotes.ts';
import { addLibraryFolder } from '../indexing/libraryFolders.ts';
import type { Handler } from './handler.ts';

/** Milliseconds between two reports: a bar need not move faster, and thousands of messages cost time. */
const REPORT_EVERY = 50;

function throttled(report: (progress: IndexProgress) => void): (progress: IndexProgress) => void {
  let last = -Infinity;
  return (progress) => {
    const now = performance.now();
    if (now - last < REPORT_EVERY && progress.done < progress.total) return;
    last = now;
    report(progress);
  };
}

export const indexFolder: Handler<'index'> = async (request, { services, signal, onProgress }) => {
  const { library } = services.configuration;
  if (!library)
    throw new AtlasError('ATLAS-USAGE', 'There is no library to index into: no folder was set for it.');
  const folder = await realpath(request.folder).catch((error: Error) => {
    throw new AtlasError('ATLAS-FILE', `The folder cannot be read: ${error.message}`, request.folder, error);
  });
  const embedder = await services.embedder();
  return services.writeLibrary(async (store, onChange) => {
    const target = await addLibraryFolder(library, folder);
    const report = throttled(onProgress);
    const answer = await indexNotes(target, { store, embedder, signal, onProgress: report, onChange });
    await store.settle();
    const { notices } = await store.stats();
    return { ...answer, notices: [...services.notices(), ...notices] };
  });
};
