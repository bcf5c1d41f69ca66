import { createHash } from 'node:crypto';

/**
 * Name of the folder that holds a workspace's library index: by the workspace file where there is one, else by its
 * first folder. `null` stands for a window without a folder.
 */
export const libraryName = (workspace: string | null): string =>
  workspace === null ? 'no-folder' : createHash('sha256').update(workspace).digest('hex').slice(0, 24);
