import { cpSync, mkdirSync } from 'node:fs';
import { inRoot } from './paths.mjs';

/** dist/pdfium/: the WebAssembly module that the bundle of the PDF thread loads. */
export function copyPdfium() {
  mkdirSync(inRoot('dist/pdfium'), { recursive: true });
  cpSync(inRoot('node_modules/@embedpdf/pdfium/dist/pdfium.wasm'), inRoot('dist/pdfium/pdfium.wasm'));
}
