import { zipDirectory } from './zipDirectory.mjs';

/** What a part of the VSIX is called, by the start of its path; the first that fits counts. */
const PARTS = [
  ['ONNX Runtime', 'dist/node_modules/onnxruntime-'],
  ['hnswlib-node', /^dist\/node_modules\//],
  ['Text model', 'kb/models/'],
  ['OCR models', 'dist/models/'],
  ['Atlas index', 'dist/atlas/'],
  ['Cards, notes, papers', 'kb/'],
  ['KaTeX styles and fonts', 'dist/katex/'],
  ['pdfium', 'dist/pdfium/'],
  ['Code', 'dist/'],
  ['Icons and pictures', 'media/'],
  ['Manifest, texts, licences', ''],
];

/**
 * A Markdown table of what takes the space in a VSIX.
 *
 * @param {string} vsix
 * @returns {string}
 */
export function sizesTable(vsix) {
  const rows = new Map();
  let packed = 0;
  for (const entry of zipDirectory(vsix)) {
    const name = entry.name.replace(/^extension\//, '');
    const [part] = PARTS.find(([, start]) =>
      typeof start === 'string' ? name.startsWith(start) : start.test(name),
    );
    const row = rows.get(part) ?? { files: 0, packed: 0, size: 0 };
    rows.set(part, { files: row.files + 1, packed: row.packed + entry.packed, size: row.size + entry.size });
    packed += entry.packed;
  }
  const lines = [...rows]
    .sort(([, a], [, b]) => b.packed - a.packed)
    .map(([part, row]) => `| ${part} | ${row.files} | ${megabytes(row.size)} | ${megabytes(row.packed)} |`);
  return [
    '| part | files | MB unpacked | MB in the VSIX |',
    '|---|---:|---:|---:|',
    ...lines,
    `| all | | | ${megabytes(packed)} |`,
  ].join('\n');
}

const megabytes = (bytes) => (bytes / 1e6).toFixed(bytes < 1e5 ? 3 : 1);
