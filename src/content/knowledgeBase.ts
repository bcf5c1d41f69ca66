import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Chapter, ConceptCard, ContentProblem, Paper } from '../core/concept.ts';
import type { IngestedDocument } from '../core/document.ts';
import type { AtlasFigure } from '../core/figure.ts';
import { AtlasError } from '../core/errors.ts';
import { lineOf } from '../core/lineAt.ts';
import { cardDocument } from './cardDocument.ts';
import { parseChapter } from './chapter.ts';
import { parseConceptCard } from './conceptCard.ts';
import { figureDocument } from './figureDocument.ts';
import { parseFigure } from './figure.ts';
import { chapterDocument } from './noteDocument.ts';
import { paperDocument } from './paperDocument.ts';
import { parsePapers } from './papers.ts';

export interface KnowledgeBase {
  readonly cards: readonly ConceptCard[];
  readonly papers: readonly Paper[];
  readonly chapters: readonly Chapter[];
  readonly figures: readonly AtlasFigure[];
  readonly problems: readonly ContentProblem[];
}

async function read(root: string, path: string): Promise<string> {
  try {
    return await readFile(join(root, path), 'utf8');
  } catch (error) {
    throw new AtlasError('ATLAS-FILE', `kb/${path} cannot be read: ${(error as Error).message}`, path, error);
  }
}

async function filesIn(root: string, folder: string, ending: string): Promise<string[]> {
  const names = await readdir(join(root, folder)).catch(() => [] as string[]);
  return names
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => `${folder}/${name}`);
}

/** Figures and what is wrong with them; a drawing without its words is a problem, and words without a drawing. */
export async function loadFigures(root: string): Promise<Pick<KnowledgeBase, 'figures' | 'problems'>> {
  const figures: AtlasFigure[] = [];
  const problems: ContentProblem[] = [];
  const names = async (ending: string): Promise<string[]> =>
    (await filesIn(root, 'figures', ending)).map((path) => basename(path, ending));
  const [drawn, worded] = await Promise.all([names('.svg'), names('.yaml')]);
  for (const name of new Set([...drawn, ...worded])) {
    const missing = !drawn.includes(name) ? 'svg' : !worded.includes(name) ? 'yaml' : null;
    if (missing) {
      const message = `The figure ${name} has no ${name}.${missing} beside it.`;
      problems.push({ file: `figures/${name}.${missing === 'svg' ? 'yaml' : 'svg'}`, line: 1, message });
      continue;
    }
    const [drawing, fields] = await Promise.all(
      ['svg', 'yaml'].map((ending) => read(root, `figures/${name}.${ending}`)),
    );
    const parsed = parseFigure(name, drawing!, fields!);
    problems.push(...parsed.problems);
    if (parsed.figure) figures.push(parsed.figure);
  }
  return { figures, problems };
}

/** References from one part of the knowledge base to another that lead nowhere. */
function danglingReferences(base: Omit<KnowledgeBase, 'problems'>): ContentProblem[] {
  const ids = new Set(base.cards.map((card) => card.id));
  const keys = new Set(base.papers.map((paper) => paper.key));
  const problems: ContentProblem[] = [];
  for (const card of base.cards) {
    const complain = (word: string, message: string): void =>
      void problems.push({ file: card.path, line: lineOf(card.source, word), message });
    for (const key of card.papers) if (!keys.has(key)) complain('papers:', `No paper has the key ${key}.`);
    for (const [type, targets] of Object.entries(card.relations)) {
      for (const id of targets) {
        if (!ids.has(id)) complain(`${type}:`, `Relation ${type}: there is no concept ${id}.`);
        if (id === card.id) complain(`${type}:`, `Relation ${type}: the card names itself.`);
      }
    }
  }
  for (const chapter of base.chapters) {
    for (const id of [...chapter.concepts, ...Object.values(chapter.sections).flat()]) {
      if (!ids.has(id)) {
        const line = lineOf(chapter.source, id);
        problems.push({ file: chapter.path, line, message: `There is no concept ${id}.` });
      }
    }
  }
  for (const { path, concepts } of base.figures) {
    for (const id of concepts) {
      const file = path.replace(/svg$/, 'yaml');
      if (!ids.has(id)) problems.push({ file, line: 1, message: `concepts: there is no concept ${id}.` });
    }
  }
  return problems;
}

/**
 * Loads the knowledge base. A broken file is a problem with file and line, and the rest loads.
 * @param root the `kb/` folder
 * @throws AtlasError `ATLAS-FILE` when the folder itself cannot be read
 */
export async function loadKnowledgeBase(root: string): Promise<KnowledgeBase> {
  const problems: ContentProblem[] = [];
  const cards: ConceptCard[] = [];
  const chapters: Chapter[] = [];
  for (const path of await filesIn(root, 'concepts', '.md')) {
    const parsed = parseConceptCard(await read(root, path), path);
    problems.push(...parsed.problems);
    if (parsed.card) cards.push(parsed.card);
  }
  for (const path of await filesIn(root, 'notes', '.md')) {
    const parsed = parseChapter(await read(root, path), path);
    problems.push(...parsed.problems);
    if (parsed.chapter) chapters.push(parsed.chapter);
  }
  const bibliography = parsePapers(await read(root, 'papers.json'), 'papers.json');
  const drawn = await loadFigures(root);
  problems.push(...bibliography.problems, ...drawn.problems);
  const base = { cards, chapters, papers: bibliography.papers, figures: drawn.figures };
  return { ...base, problems: [...problems, ...danglingReferences(base)] };
}

/** Everything the atlas index holds. */
export function knowledgeBaseDocuments(base: KnowledgeBase): IngestedDocument[] {
  return [
    ...base.cards.map(cardDocument),
    ...base.papers.map((paper) =>
      paperDocument(
        paper,
        base.cards.filter((card) => card.papers.includes(paper.key)),
      ),
    ),
    ...base.chapters.map(chapterDocument),
    ...base.figures.map(figureDocument),
  ];
}
