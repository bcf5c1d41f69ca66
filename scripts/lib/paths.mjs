import path from 'node:path';

/** The folder of the checkout. */
export const ROOT = path.resolve(import.meta.dirname, '../..');

/** A path inside the checkout. */
export const inRoot = (...parts) => path.join(ROOT, ...parts);

/** Where the VS Code server for `npm start` and the tests is installed; ignored by git. */
export const HOST_DIR = inRoot('.vscode-host');

/** The platform as a VSIX target names it, for example `linux-x64`. */
export const THIS_TARGET = `${process.platform}-${process.arch}`;
