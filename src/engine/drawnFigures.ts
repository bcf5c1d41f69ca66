import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { figureSvg } from '../content/figureSvg.ts';
import type { AtlasFigure } from '../core/figure.ts';
import { LANGUAGES } from '../core/language.ts';

/** Pixels across: readable, and enough for any image model. */
const WIDTH = 960;
const STYLE = new URL('../../media/figure.css', import.meta.url);

/** The drawings' style sheet in its light colours, for renderers that know no CSS variables. */
export function plainStyle(css: string): string {
  const fallback = (text: string): string =>
    text.replace(/var\(--vscode-[\w-]+, ?((?:[^()]|\([^()]*\))+)\)/g, '$1');
  let plain = css;
  for (let before = ''; before !== plain;) {
    before = plain;
    plain = fallback(plain);
  }
  const values = new Map(
    [...plain.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name!, value!]),
  );
  return plain
    .replace(/\s*--[\w-]+:\s*[^;]+;/g, '')
    .replace(/var\((--[\w-]+)\)/g, (whole, name: string) => values.get(name) ?? whole);
}

/** Writes every figure in both languages as PNG, dark on white: `FOLDER/NAME.LANGUAGE.png`. */
export async function drawFigures(figures: readonly AtlasFigure[], folder: string): Promise<void> {
  const { default: sharp } = await import('sharp');
  const style = plainStyle(await readFile(STYLE, 'utf8'));
  await mkdir(folder, { recursive: true });
  for (const figure of figures) {
    for (const language of LANGUAGES) {
      const svg = Buffer.from(figureSvg(figure, language, style));
      const png = sharp(svg, { density: (72 * WIDTH) / figure.width }).resize({ width: WIDTH });
      const file = join(folder, `${figure.id}.${language}.png`);
      await writeFile(file, await png.flatten({ background: 'white' }).png({ palette: true }).toBuffer());
    }
  }
}
