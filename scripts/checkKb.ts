import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadKnowledgeBase } from '../src/content/knowledgeBase.ts';
import { factProblems, lengthProblems, type ExpectedFacts } from './kb/cards.ts';
import { copyProblems } from './kb/copies.ts';
import { countsOf } from './kb/counts.ts';
import { formulaProblems } from './kb/formulas.ts';
import { islandProblems, lineageProblems } from './kb/lineage.ts';
import { linkProblems } from './kb/links.ts';
import { paperProblems } from './kb/papers.ts';
import { elsewhereProblems, questionProblems } from './kb/questions.ts';
import { structureProblems } from './kb/structure.ts';
import { wrongStatements } from './kb/wrongStatements.ts';

// npm run check:kb [-- --kb DIR]: what is wrong in kb/, each with file, line and mend, and how much there is of what.

const { values } = parseArgs({
  options: { kb: { type: 'string', default: join(import.meta.dirname, '../kb') } },
});
const KB = values.kb;
const CORRECTIONS = 'corrections.md';

const base = await loadKnowledgeBase(KB);
const corrections = { path: CORRECTIONS, source: await readFile(join(KB, CORRECTIONS), 'utf8') };
const texts = [...base.cards, ...base.chapters];
const facts = JSON.parse(await readFile(join(KB, 'evaluation/expected-facts.json'), 'utf8')) as ExpectedFacts;
const problems = [
  ...base.problems,
  ...(await questionProblems(base.cards)),
  ...(await elsewhereProblems()),
  ...lengthProblems(base.cards),
  ...factProblems(base.cards, facts),
  ...lineageProblems(base.cards),
  ...islandProblems(base.cards),
  ...paperProblems(base.papers, base.cards, await readFile(join(KB, 'papers.json'), 'utf8')),
  ...structureProblems(base),
  ...linkProblems(KB, [...texts, corrections], base),
  ...texts.flatMap(({ path, source }) => formulaProblems(path, source)),
  ...copyProblems(
    [...texts, corrections],
    base.papers.map(({ title }) => title),
  ),
  ...wrongStatements(texts),
];
for (const { file, line, message } of problems) console.log(`kb/${file}:${line}: ${message}`);
for (const line of countsOf(base)) console.log(line);
console.log(`${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;
