import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import katex from 'katex';
import { outlineMarkdown } from '../src/content/markdownBlocks.ts';
import { loadKnowledgeBase, type KnowledgeBase } from '../src/content/knowledgeBase.ts';
import { RELATION_TYPES, type ConceptCard, type ContentProblem } from '../src/core/concept.ts';
import { LANGUAGES, type Language } from '../src/core/language.ts';
import { similarity } from './lib/trigrams.ts';

const KB = join(import.meta.dirname, '../kb');
const QUESTIONS = 6;
const TOO_SIMILAR = 0.6;

interface Elsewhere {
  readonly questions: Readonly<Record<Language, readonly string[]>>;
}

const lineOf = (source: string, words: string): number =>
  source.slice(0, Math.max(0, source.indexOf(words))).split('\n').length;

async function rowsOf<Row>(name: string): Promise<readonly Row[]> {
  const file = await readFile(join(KB, 'evaluation', `${name}.jsonl`), 'utf8');
  return file
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row);
}

const questionsOf = async (name: string): Promise<readonly string[]> =>
  (await rowsOf<{ readonly query: string }>(name)).map(({ query }) => query);

/** Questions from other subjects that stand there twice, or nearly equal one that search is measured on. */
async function elsewhereProblems(): Promise<ContentProblem[]> {
  const sets = await Promise.all(['dev-queries', 'own-queries', 'unanswerable'].map(questionsOf));
  const measured = sets.flat();
  const problems: ContentProblem[] = [];
  const seen = new Set<string>();
  for (const [at, { questions }] of (await rowsOf<Elsewhere>('elsewhere')).entries()) {
    const complain = (message: string): void =>
      void problems.push({ file: 'evaluation/elsewhere.jsonl', line: at + 1, message });
    for (const question of LANGUAGES.flatMap((language) => questions[language])) {
      if (seen.has(question.toLowerCase())) complain(`“${question}” is there twice.`);
      seen.add(question.toLowerCase());
      const twin = measured.find((other) => similarity(question, other) >= TOO_SIMILAR);
      if (twin) complain(`“${question}” nearly equals “${twin}”, which search is measured on.`);
    }
  }
  return problems;
}

/** Questions that are too few, stand in another card too, or nearly equal one of the development set. */
function questionProblems(cards: readonly ConceptCard[], development: readonly string[]): ContentProblem[] {
  const problems: ContentProblem[] = [];
  const owners = new Map<string, string>();
  for (const card of cards) {
    const complain = (words: string, message: string): void =>
      void problems.push({ file: card.path, line: lineOf(card.source, words), message });
    for (const language of LANGUAGES) {
      const count = card.questions[language].length;
      if (count < QUESTIONS)
        complain('questions:', `${count} questions in ${language}; at least ${QUESTIONS}.`);
      for (const question of card.questions[language]) {
        const owner = owners.get(question.toLowerCase());
        if (owner)
          complain(question, `“${question}” stands in ${owner} too: ask it where it is answered best.`);
        owners.set(question.toLowerCase(), card.path);
        const twin = development.find((other) => similarity(question, other) >= TOO_SIMILAR);
        if (twin)
          complain(question, `“${question}” nearly equals “${twin}” of the development set: write another.`);
      }
    }
  }
  return problems;
}

/** Formulas of a text that KaTeX refuses. */
function formulaProblems(path: string, source: string): ContentProblem[] {
  const problems: ContentProblem[] = [];
  const prose = source.replace(/```[\s\S]*?```|`[^`\n]*`/g, (code) => ' '.repeat(code.length));
  for (const match of prose.matchAll(/\$\$([\s\S]+?)\$\$|\$([^$\n]+)\$/g)) {
    const formula = match[1] ?? match[2] ?? '';
    try {
      katex.renderToString(formula, {
        displayMode: match[1] !== undefined,
        throwOnError: true,
        strict: 'ignore',
      });
    } catch (error) {
      const line = source.slice(0, match.index).split('\n').length;
      problems.push({ file: path, line, message: `KaTeX: ${(error as Error).message}` });
    }
  }
  return problems;
}

/** Circles of `builds-on`, and older things that are said to build on younger ones. */
function lineageProblems(cards: readonly ConceptCard[]): ContentProblem[] {
  const problems: ContentProblem[] = [];
  const byId = new Map(cards.map((card) => [card.id, card]));
  const finished = new Set<string>();
  const visit = (card: ConceptCard, trail: readonly string[]): void => {
    if (finished.has(card.id)) return;
    const line = lineOf(card.source, 'builds-on:');
    for (const id of card.relations['builds-on'] ?? []) {
      const older = byId.get(id);
      if (!older) continue;
      if (older.year && card.year && older.year > card.year) {
        problems.push({
          file: card.path,
          line,
          message: `builds-on ${id}, which is younger (${older.year}).`,
        });
      }
      if (trail.includes(id)) {
        problems.push({
          file: card.path,
          line,
          message: `builds-on goes in a circle: ${[...trail, id].join(' → ')}.`,
        });
      } else visit(older, [...trail, id]);
    }
    finished.add(card.id);
  };
  for (const card of cards) visit(card, [card.id]);
  return problems;
}

/** Section names without a heading, links that lead nowhere, and headings of a level cards do not have. */
function structureProblems({ chapters, cards }: KnowledgeBase): ContentProblem[] {
  const problems: ContentProblem[] = [];
  for (const chapter of chapters) {
    const complain = (words: string, message: string): void =>
      void problems.push({ file: chapter.path, line: lineOf(chapter.source, words), message });
    const headings = new Set(outlineMarkdown(chapter.body.markdown).headings.map(({ text }) => text));
    for (const section of Object.keys(chapter.sections)) {
      if (!headings.has(section)) complain(section, `sections: there is no heading “${section}”.`);
    }
    for (const [link, path = ''] of chapter.source.matchAll(/\]\((\.\.?\/[^)#\s]+)/g)) {
      if (!existsSync(join(KB, 'notes', path))) complain(link, `The link ${path} leads nowhere.`);
    }
  }
  for (const card of cards) {
    for (const { markdown, line } of Object.values(card.sections)) {
      const wrong = outlineMarkdown(markdown).headings.find(({ level }) => level < 3);
      if (!wrong) continue;
      const message = `The heading “${wrong.text}” must be of level 3 or deeper.`;
      problems.push({ file: card.path, line: line + wrong.line - 1, message });
    }
  }
  return problems;
}

const base = await loadKnowledgeBase(KB);
const texts = [...base.cards, ...base.chapters];
const problems = [
  ...base.problems,
  ...questionProblems(base.cards, await questionsOf('dev-queries')),
  ...(await elsewhereProblems()),
  ...lineageProblems(base.cards),
  ...structureProblems(base),
  ...texts.flatMap(({ path, source }) => formulaProblems(path, source)),
];
for (const { file, line, message } of problems) console.log(`kb/${file}:${line}: ${message}`);
const written = base.cards.filter(({ status }) => status === 'written').length;
const questions = base.cards.reduce(
  (sum, card) => sum + card.questions.en.length + card.questions.zh.length,
  0,
);
const relations = base.cards.reduce(
  (sum, card) => sum + RELATION_TYPES.reduce((n, type) => n + (card.relations[type]?.length ?? 0), 0),
  0,
);
console.log(
  `${base.cards.length} cards (${written} written out), ${questions} questions, ${relations} relations, ` +
    `${base.papers.length} papers, ${base.chapters.length} chapter files, ${problems.length} problems`,
);
process.exitCode = problems.length > 0 ? 1 : 0;
