import { sep } from 'node:path';

/** Whether an absolute path is the folder or something in it. */
export const isBelow = (folder: string, path: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
