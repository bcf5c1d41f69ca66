import { realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { EngineConfiguration } from '../protocol/requests.ts';

export interface PlaceOptions {
  readonly models?: string | undefined;
  readonly library?: string | undefined;
}

/** Where the platform wants programs to keep their data. */
function dataFolder(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  const name = 'vlm-atlas';
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', name);
  if (platform === 'win32') return join(env['LOCALAPPDATA'] || join(homedir(), 'AppData', 'Local'), name);
  return join(env['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), name);
}

/** `$VLM_ATLAS_HOME`, or the platform's place for it. */
export const atlasHome = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string =>
  env['VLM_ATLAS_HOME'] ? resolve(env['VLM_ATLAS_HOME']) : dataFolder(platform, env);

async function productVersion(root: string): Promise<string> {
  try {
    const manifest: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    const version: unknown = (manifest as { version?: unknown } | null)?.version;
    return typeof version === 'string' ? version : 'unknown';
  } catch {
    return 'unknown';
  }
}

/**
 * Where the product's files lie, seen from the program that runs (`dist/cli.js`, or `src/cli.ts` in tests), which may
 * have been started through a link and from any folder.
 */
export async function findPlaces(
  { models, library }: PlaceOptions,
  program: string = process.argv[1] ?? '',
  env: NodeJS.ProcessEnv = process.env,
): Promise<EngineConfiguration> {
  const folder = dirname(realpathSync(program));
  const root = dirname(folder);
  const home = atlasHome(process.platform, env);
  const bundled = basename(folder) === 'dist';
  return {
    version: await productVersion(root),
    knowledgeBase: join(root, 'kb'),
    atlas: join(root, 'dist', 'atlas'),
    inferenceWorker: bundled ? join(folder, 'inferenceWorker.js') : join(folder, 'inference', 'worker.ts'),
    pdfWorker: bundled ? join(folder, 'pdfWorker.js') : join(folder, 'engine', 'pdf', 'worker.ts'),
    pdfium: join(root, 'dist', 'pdfium', 'pdfium.wasm'),
    models: [...(models ? [resolve(models)] : []), join(root, 'kb', 'models'), join(home, 'models')],
    library: library ? resolve(library) : join(home, 'library'),
    provider: 'auto',
    threads: 0,
    safeMode: false,
  };
}
