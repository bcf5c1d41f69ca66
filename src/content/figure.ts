import type { ContentProblem } from '../core/concept.ts';
import type { AtlasFigure } from '../core/figure.ts';
import { parseDrawing } from './drawing.ts';
import { FieldReader } from './fieldReader.ts';
import { isProblem, parseFields } from './frontMatter.ts';

const FIELDS = ['title', 'caption', 'description', 'concepts', 'words'];
const PLACE = /\{([\w-]+)\}/g;

/**
 * Reads a figure of the atlas.
 * @param drawing source of `kb/figures/NAME.svg`
 * @param fields source of `kb/figures/NAME.yaml`
 */
export function parseFigure(
  id: string,
  drawing: string,
  fields: string,
): { readonly figure: AtlasFigure | null; readonly problems: readonly ContentProblem[] } {
  const [path, fieldsPath] = [`figures/${id}.svg`, `figures/${id}.yaml`];
  const data = parseFields(fields, fieldsPath);
  const drawn = parseDrawing(drawing, path);
  if (isProblem(data)) return { figure: null, problems: [data, ...drawn.problems] };
  const read = new FieldReader(data, fieldsPath);
  read.onlyKnown(FIELDS);
  const words = read.localizedMap('words');
  const texts = {
    titles: read.localized('title'),
    captions: read.localized('caption'),
    descriptions: read.localized('description'),
    concepts: read.texts('concepts'),
  };
  if (texts.concepts.length === 0) read.complain('concepts', '`concepts` must name what the figure shows.');
  const used = new Set([...drawing.matchAll(PLACE)].map(([, key]) => key!));
  for (const key of used)
    if (!words[key]) read.complain('words', `\`words.${key}\` is missing; the drawing uses it.`);
  for (const key of Object.keys(words))
    if (!used.has(key)) read.complain('words', `\`words.${key}\` stands nowhere in the drawing.`);
  const problems = [...read.problems, ...drawn.problems];
  if (problems.length > 0 || !drawn.drawing) return { figure: null, problems };
  const { width, height, inner } = drawn.drawing;
  return { figure: { id, path, ...texts, words, width, height, drawing: inner }, problems };
}
