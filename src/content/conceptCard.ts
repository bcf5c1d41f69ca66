import {
  CATEGORIES,
  RELATION_TYPES,
  type CardSection,
  type ConceptCard,
  type ContentProblem,
} from '../core/concept.ts';
import type { Language } from '../core/language.ts';
import { FieldReader } from './fieldReader.ts';
import { isProblem, splitFrontMatter, type FrontMatter } from './frontMatter.ts';

const FIELDS = [
  'id',
  'names',
  'aliases',
  'category',
  'year',
  'status',
  'papers',
  'relations',
  'symbols',
  'models',
  'questions',
];
const HEADINGS: Readonly<Record<Language, string>> = { en: 'English', zh: '中文' };

/** The section under `## English` or `## 中文`, to the next `##` heading or the end; null when it is not there. */
function section(front: FrontMatter, language: Language): CardSection | null {
  const heading = new RegExp(`^##[ \\t]+${HEADINGS[language]}[ \\t]*\\r?$`, 'm').exec(front.body);
  if (!heading) return null;
  const start = heading.index + heading[0].length;
  const next = /^##[ \t]/m.exec(front.body.slice(start));
  const raw = front.body.slice(start, next ? start + next.index : undefined);
  const lead = /^\s*/.exec(raw)![0].length;
  const offset = front.offset + start + lead;
  const line = front.line + front.body.slice(0, start + lead).split('\n').length - 1;
  return { markdown: raw.trim(), offset, line };
}

/**
 * Reads a concept card. A card that cannot be used gives problems alone; one with lesser faults gives both, so that
 * the rest of it still loads.
 * @param path path below kb/, for messages and citations
 */
export function parseConceptCard(
  source: string,
  path: string,
): { readonly card: ConceptCard | null; readonly problems: readonly ContentProblem[] } {
  const front = splitFrontMatter(source, path);
  if (isProblem(front)) return { card: null, problems: [front] };
  const read = new FieldReader(front, path);
  read.onlyKnown(FIELDS);
  const id = read.text('id');
  const fileName = path.slice(path.lastIndexOf('/') + 1).replace(/\.md$/, '');
  if (id && id !== fileName) read.complain('id', `\`id\` is ${id}, but the file is named ${fileName}.md.`);
  const found = { en: section(front, 'en'), zh: section(front, 'zh') };
  for (const language of ['en', 'zh'] as const) {
    if (!found[language]?.markdown)
      read.complain('id', `The section \`## ${HEADINGS[language]}\` is missing or empty.`);
  }
  const names = read.localized('names');
  const fields = {
    aliases: read.localizedTexts('aliases'),
    category: read.oneOf('category', CATEGORIES),
    year: read.year('year'),
    status: read.oneOf('status', ['written', 'outline']),
    papers: read.texts('papers'),
    relations: read.lists('relations', RELATION_TYPES),
    symbols: read.texts('symbols'),
    models: read.texts('models'),
    questions: read.localizedTexts('questions'),
  };
  if (!found.en?.markdown || !found.zh?.markdown || !id || !names.en || !names.zh) {
    return { card: null, problems: read.problems };
  }
  const card: ConceptCard = { id, path, source, names, ...fields, sections: { en: found.en, zh: found.zh } };
  return { card, problems: read.problems };
}
