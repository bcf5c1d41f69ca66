import { existsSync } from 'node:fs';
import { hasCommand, installDebian } from './debian.mjs';
import { output, ScriptError } from './run.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The Chromium that the tests drive: the one that VLM_ATLAS_CHROMIUM names, else the first on the PATH.
 *
 * @returns {Promise<string | null>} its path
 */
export async function findChromium() {
  const named = process.env.VLM_ATLAS_CHROMIUM;
  if (named !== undefined) {
    if (!existsSync(named)) throw new ScriptError(`VLM_ATLAS_CHROMIUM names ${named}, which does not exist.`);
    return named;
  }
  for (const name of NAMES) {
    const found = await output('/bin/sh', ['-c', `command -v ${name}`]);
    if (found !== null) return found.trim();
  }
  return null;
}

/** Brings Chromium with fonts that have Latin and Chinese letters. Does nothing when they are there. */
export async function ensureChromium() {
  const packages = [];
  if ((await findChromium()) === null) packages.push('chromium', 'fonts-dejavu-core', 'fontconfig');
  if (!(await hasChineseFont())) packages.push('fonts-noto-cjk', 'fontconfig');
  if (packages.length === 0) return;
  await installDebian(
    'For the tests in VS Code, Chromium or a Chinese font is',
    [...new Set(packages)],
    'Install Chromium and a font with Chinese letters, for example Noto Sans CJK.',
  );
}

async function hasChineseFont() {
  if (!(await hasCommand('fc-list'))) return false;
  return ((await output('fc-list', [':lang=zh-cn', 'file'])) ?? '').trim() !== '';
}
