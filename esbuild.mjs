// What is bundled, from which entry file, for whom. scripts/build.mjs runs it.

/** Packages that stay packages: they find native binaries beside themselves (scripts/lib/runtimePackages.mjs). */
const NATIVE = ['onnxruntime-node', 'hnswlib-node'];

const shared = {
  bundle: true,
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  sourcemap: 'linked',
  sourcesContent: false,
  metafile: true,
  logLevel: 'warning',
};

const node = { ...shared, platform: 'node', target: 'node22.13', keepNames: true };

// CommonJS packages inside an ES module bundle ask for Node's own modules with `require`.
const REQUIRE =
  "import { createRequire as createRequireHere } from 'node:module'; const require = createRequireHere(import.meta.url);";

/** @type {Record<string, import('esbuild').BuildOptions>} */
export const bundles = {
  // CommonJS, as VS Code loads it; `.cjs` because package.json says "type": "module".
  extension: {
    ...node,
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.cjs',
    format: 'cjs',
    external: ['vscode', ...NATIVE],
  },
  // ES modules, as the sources are: `import.meta` and top-level await mean the same in both.
  node: {
    ...node,
    entryPoints: {
      engine: 'src/engine/main.ts',
      inferenceWorker: 'src/inference/worker.ts',
      pdfWorker: 'src/engine/pdf/worker.ts',
      cli: 'src/cli.ts',
    },
    outdir: 'dist',
    format: 'esm',
    // What is imported dynamically stays apart, so that cli.js can refuse an old Node before `node:sqlite` is asked for.
    splitting: true,
    chunkNames: 'chunk-[hash]',
    banner: { js: REQUIRE },
    external: NATIVE,
  },
  webview: {
    ...shared,
    entryPoints: [
      { in: 'src/webview/reader.ts', out: 'webview/reader' },
      { in: 'media/reader.css', out: 'webview/reader' },
      { in: 'src/webview/lineage.ts', out: 'webview/lineage' },
      { in: 'media/lineage.css', out: 'webview/lineage' },
    ],
    outdir: 'dist',
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    loader: { '.svg': 'dataurl', '.png': 'dataurl' },
  },
};

/** The mocha tests that run inside the extension host. @type {import('esbuild').BuildOptions & { outfile: string }} */
export const hostTests = {
  ...node,
  minifySyntax: false,
  minifyWhitespace: false,
  sourcemap: 'inline',
  entryPoints: ['test/host/index.ts'],
  outfile: '.test-build/hostTests.cjs',
  format: 'cjs',
  external: ['vscode', 'mocha', ...NATIVE],
};
