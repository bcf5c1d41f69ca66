import { builtinModules } from 'node:module';
import boundaries from 'eslint-plugin-boundaries';
import tseslint from 'typescript-eslint';

/** The layers, each with the layers that it may import from besides itself (ARCHITECTURE.md, "Layers"). */
const LAYERS = {
  core: { files: 'src/core/**', imports: [] },
  content: { files: 'src/content/**', imports: ['core'] },
  inference: { files: 'src/inference/**', imports: ['core'] },
  store: { files: 'src/store/**', imports: ['core'] },
  protocol: { files: 'src/protocol/**', imports: ['core'] },
  engine: {
    files: 'src/engine/**',
    imports: ['core', 'content', 'inference', 'store', 'protocol'],
  },
  features: { files: 'src/features/**', imports: ['core', 'protocol'] },
  webview: { files: 'src/webview/**', imports: ['core'], importsTypes: ['protocol'] },
  entry: { files: 'src/extension.ts', imports: ['core', 'protocol', 'features'] },
  terminal: { files: 'src/{cli,mcp}{.ts,/**}', imports: ['core', 'protocol', 'engine'] },
};

const policies = Object.entries(LAYERS).flatMap(([layer, { imports, importsTypes = [] }]) => {
  const from = { file: { categories: layer } };
  return [
    { from, allow: { to: { file: { categories: { anyOf: [layer, ...imports] } } } } },
    ...(importsTypes.length === 0
      ? []
      : [
          {
            from,
            allow: { to: { file: { categories: { anyOf: importsTypes } } }, dependency: { kind: 'type' } },
          },
        ]),
  ];
});

const STYLE = [
  { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
  { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that defines it.' },
  {
    selector: ':matches(PropertyDefinition, MethodDefinition[kind!="constructor"])[accessibility="private"]',
    message: 'Write #name.',
  },
];

/** Rules of ESLint itself that find mistakes. */
const MISTAKES = [
  'no-cond-assign',
  'no-constant-condition',
  'no-control-regex',
  'no-empty',
  'no-fallthrough',
  'no-loss-of-precision',
  'no-misleading-character-class',
  'no-prototype-builtins',
  'no-self-assign',
  'no-sparse-arrays',
  'no-unsafe-finally',
  'no-unsafe-optional-chaining',
  'no-useless-catch',
  'no-useless-escape',
  'no-var',
  'prefer-const',
  'require-yield',
  'use-isnan',
];

const NO_EDITOR = 'Only features/ and extension.ts know the editor.';
const WITHOUT_NODE = 'This layer runs anywhere: it may not use what only Node has.';
const NODE_GLOBALS = [
  'process',
  'Buffer',
  'require',
  'module',
  '__dirname',
  '__filename',
  'global',
  'setImmediate',
];
const dynamicImport = (source, message) => ({
  selector: `ImportExpression[source.value=${source}]`,
  message,
});

export default tseslint.config(
  { ignores: ['dist/', '.test-build/', '.vscode-host/', 'node_modules/', 'kb/', '**/*.cjs'] },
  {
    files: ['**/*.ts', '**/*.mjs'],
    extends: [tseslint.configs.recommended, tseslint.configs.stylistic],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      ...Object.fromEntries(MISTAKES.map((rule) => [rule, 'error'])),
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', ...STYLE],
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' },
      ],
    },
  },
  {
    files: ['src/**/*.ts', 'test/**/*.ts', 'scripts/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': [
        'error',
        // node:test's functions return promises that the runner itself waits for.
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['test', 'it', 'suite', 'describe'] },
          ],
        },
      ],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    plugins: { boundaries },
    settings: {
      'boundaries/include': ['src/**'],
      'boundaries/files': Object.entries(LAYERS).map(([category, { files }]) => ({
        category,
        pattern: files,
      })),
      'boundaries/dependency-nodes': ['import', 'dynamic-import', 'export', 'require'],
    },
    rules: {
      'boundaries/no-unknown-files': 'error',
      'boundaries/dependencies': ['error', { default: 'disallow', policies }],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/features/**', 'src/extension.ts'],
    rules: {
      'no-restricted-imports': ['error', { paths: [{ name: 'vscode', message: NO_EDITOR }] }],
      'no-restricted-syntax': ['error', ...STYLE, dynamicImport('/^vscode$/', NO_EDITOR)],
    },
  },
  {
    files: ['src/core/**/*.ts', 'src/webview/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'vscode', message: NO_EDITOR },
            ...builtinModules.map((name) => ({ name, message: WITHOUT_NODE })),
          ],
          patterns: [{ group: ['node:*'], message: WITHOUT_NODE }],
        },
      ],
      'no-restricted-syntax': [
        'error',
        ...STYLE,
        dynamicImport('/^vscode$/', NO_EDITOR),
        dynamicImport('/^node:/', WITHOUT_NODE),
      ],
      'no-restricted-globals': ['error', ...NODE_GLOBALS.map((name) => ({ name, message: WITHOUT_NODE }))],
    },
  },
  {
    files: ['*.config.mjs'],
    rules: { 'no-restricted-syntax': 'off' },
  },
);
