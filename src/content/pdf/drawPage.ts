import { AtlasError } from '../../core/errors.ts';
import type { Pdfium } from './pdfium.ts';

/** Opaque red, green, blue and one byte of no meaning, row by row from the top. */
export interface PagePixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array<ArrayBuffer>;
}

const LONGEST_SIDE = 8_192;
const MOST_PIXELS = 16_000_000;

const BGRX = 3;
const WHITE = 0xffffffff;
const ANNOTATIONS = 0x01;
const RED_FIRST = 0x10;
const LITTLE_CACHE = 0x200;

/** Pixels of a page that is asked for at a width: fewer where it would become too large. */
export function pixelSize(
  points: { readonly width: number; readonly height: number },
  width: number,
): readonly [width: number, height: number] {
  const height = (width * points.height) / points.width;
  const scale = Math.min(
    1,
    LONGEST_SIDE / Math.max(width, height),
    Math.sqrt(MOST_PIXELS / (width * height)),
  );
  return [Math.max(1, Math.floor(width * scale)), Math.max(1, Math.floor(height * scale))];
}

/** A page on white ground with its annotations. No script of a form runs, and nothing that it links is fetched. */
export function drawPage(pdfium: Pdfium, page: number, width: number, height: number): PagePixels {
  const { calls } = pdfium;
  const bitmap = calls.FPDFBitmap_CreateEx(width, height, BGRX, 0, 0);
  if (bitmap === 0) throw new AtlasError('ATLAS-PDF', 'This page needs more memory than there is for it.');
  try {
    calls.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE);
    const flags = ANNOTATIONS | RED_FIRST | LITTLE_CACHE;
    calls.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags);
    const buffer = calls.FPDFBitmap_GetBuffer(bitmap);
    return { width, height, rgba: pdfium.memory(buffer, width * height * 4).slice() };
  } finally {
    calls.FPDFBitmap_Destroy(bitmap);
  }
}
