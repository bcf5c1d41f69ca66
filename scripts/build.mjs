// npm run build: sets up if need be, then makes dist/: the bundles, the packages and assets that they load at run
// time, and the index of the bundled atlas. A step whose inputs have not changed is skipped.
import { bundle, BUNDLED_PACKAGES } from './lib/bundle.mjs';
import { copyKatexAssets } from './lib/katexAssets.mjs';
import { findNode24 } from './lib/node24.mjs';
import { copyPdfium } from './lib/pdfiumAssets.mjs';
import { mustRun, runMain, say } from './lib/run.mjs';
import { copyOwnRuntimePackages, ownHnswlibAddon } from './lib/runtimePackages.mjs';
import { step } from './lib/stamps.mjs';
import { setUp } from './setup.mjs';

/** The layers that decide what the atlas index holds. */
const ENGINE_SOURCES = ['core', 'content', 'inference', 'store', 'engine', 'protocol'].map(
  (layer) => `src/${layer}`,
);

const BUNDLES = [
  'extension.cjs',
  'engine.js',
  'inferenceWorker.js',
  'pdfWorker.js',
  'cli.js',
  'webview/reader.js',
  'webview/reader.css',
  'webview/lineage.js',
  'webview/lineage.css',
];

export async function build() {
  await step('bundles', {
    inputs: ['src', 'media', 'esbuild.mjs', 'package-lock.json', 'scripts/lib/bundle.mjs'],
    outputs: [BUNDLED_PACKAGES, ...BUNDLES.map((name) => `dist/${name}`)],
    run: bundle,
  });
  await step('runtime packages', {
    inputs: ['package-lock.json', 'scripts/lib/runtimePackages.mjs'],
    outputs: ['dist/node_modules/onnxruntime-node/package.json'],
    key: String(ownHnswlibAddon()),
    run: copyOwnRuntimePackages,
  });
  await step('KaTeX styles and fonts', {
    inputs: ['package-lock.json', 'scripts/lib/katexAssets.mjs'],
    outputs: ['dist/katex/katex.min.css'],
    run: copyKatexAssets,
  });
  await step('pdfium', {
    inputs: ['package-lock.json', 'scripts/lib/pdfiumAssets.mjs'],
    outputs: ['dist/pdfium/pdfium.wasm'],
    run: copyPdfium,
  });
  await step('atlas index', {
    inputs: [
      ...ENGINE_SOURCES,
      ...['concepts', 'notes', 'figures', 'models', 'papers.json', 'models.json'].map((name) => `kb/${name}`),
      'package-lock.json',
    ],
    outputs: ['dist/atlas'],
    run: buildAtlas,
  });
}

async function buildAtlas() {
  const { node, args } = findNode24();
  // ONNX Runtime's own telemetry is on by default and reads only the environment.
  const env = { ...process.env, ORT_DISABLE_TELEMETRY: '1' };
  await mustRun(node, [...args, 'src/engine/buildAtlas.ts', '--kb', 'kb', '--out', 'dist/atlas'], { env });
}

await runMain(import.meta.url, async () => {
  await setUp();
  await build();
  say('build: dist/ is ready');
});
