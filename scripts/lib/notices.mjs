import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { BUNDLED_PACKAGES } from './bundle.mjs';
import { inRoot } from './paths.mjs';
import { ScriptError } from './run.mjs';
import { RUNTIME_PACKAGES } from './runtimePackages.mjs';
import { filesUnder } from './stamps.mjs';

/** Licence texts of packages that carry none. */
const ADDED = { 'onnxruntime-node': 'onnxruntime.txt', 'onnxruntime-common': 'onnxruntime.txt' };

/** Files whose licence is not that of the package around them. */
const HNSWLIB_SOURCE = 'node_modules/hnswlib-node/src/hnswlib/LICENSE';

const RULE = '='.repeat(100);
const isLicence = (file) => /^(licen[cs]e|copying|notice)/i.test(path.basename(file));
const added = (name) => readFileSync(inRoot('scripts/licences', name), 'utf8').trim();

/**
 * The licences of all that a staged extension holds of other people's: packages inside the bundles, packages beside
 * them, native libraries, KaTeX's fonts, models. Throws a ScriptError when one has no licence text.
 *
 * @param {string} stage the staged extension
 * @returns {string}
 */
export function noticesFor(stage) {
  const bundled = JSON.parse(readFileSync(inRoot(BUNDLED_PACKAGES), 'utf8'));
  const beside = RUNTIME_PACKAGES.filter((name) => existsSync(path.join(stage, 'dist/node_modules', name)));
  const sections = [...new Set([...bundled, ...beside, 'katex'])].sort().map(packageSection);
  if (beside.includes('hnswlib-node'))
    sections.push(['hnswlib (inside hnswlib-node)', readFileSync(inRoot(HNSWLIB_SOURCE), 'utf8').trim()]);
  if (bundled.includes('@embedpdf/pdfium')) sections.push(['Works within pdfium', added('pdfium.txt')]);
  const binaries = path.join(stage, 'dist/node_modules/onnxruntime-node/bin');
  if (filesUnder(binaries).some((file) => file.endsWith('.dll')))
    sections.push(['DirectML and the DirectX Shader Compiler', added('directml.txt')]);
  sections.push(
    ...modelSections(path.join(stage, 'kb/models')),
    ...modelSections(path.join(stage, 'dist/models')),
  );
  return [
    'VLM Atlas contains the following works of others, under their own licences.',
    ...sections.map(([title, text]) => `${RULE}\n${title}\n${RULE}\n\n${text}`),
  ]
    .join('\n\n')
    .concat('\n');
}

function packageSection(name) {
  const folder = inRoot('node_modules', name);
  const { version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder)
    .filter(isLicence)
    .map((file) => readFileSync(path.join(folder, file), 'utf8').trim());
  if (texts.length === 0 && name in ADDED) texts.push(added(ADDED[name]));
  if (texts.length === 0)
    throw new ScriptError(
      `${name} carries no licence text. Add one in scripts/licences and name it in scripts/lib/notices.mjs.`,
    );
  return [`${name} ${version} (${license})`, texts.join('\n\n')];
}

function modelSections(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((name) => {
    const texts = filesUnder(path.join(folder, name))
      .filter(isLicence)
      .map((file) => readFileSync(file, 'utf8').trim());
    if (texts.length === 0)
      throw new ScriptError(`The model ${path.join(folder, name)} carries no LICENSE file.`);
    return [`Model ${name}`, texts.join('\n\n')];
  });
}
