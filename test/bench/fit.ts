import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES, type Language } from '../../src/core/language.ts';
import { answerFeatures, rankFeatures, RANK_FEATURES } from '../../src/core/search/features.ts';
import { normalizeQuestion } from '../../src/core/search/question.ts';
import { answerLogit, fuse, type ModeWeights } from '../../src/core/search/scoring.ts';
import { LibraryIndex } from '../../src/engine/search/libraryIndex.ts';
import { CONSIDERED, rank } from '../../src/engine/search/rank.ts';
import { retrieve, type Findings } from '../../src/engine/search/retrieve.ts';
import { planScope } from '../../src/engine/search/scopes.ts';
import { openBundled } from '../unit/inference/bundledModel.ts';
import { openAtlas } from './lib/atlasStore.ts';
import { fitLogistic, fitRanking, type LabelledRow } from './lib/fitting.ts';
import { allQuestions, questionsFromElsewhere, type EvaluationQuestion } from './lib/questionSets.ts';

// Fits src/core/search/weights.ts on the `tune` halves of the question sets: the ranking by softmax over each
// question's candidates, "is there an answer" (questions from elsewhere have none) and the calibrated score by
// logistic regression. Prints how both halves fare. --write: writes the file; without it nothing changes.
// --misses: names each question that went wrong. --atlas=DIR: another atlas than dist/atlas.

/** Of the answerable questions of the tune half, this share may be refused. */
const MAY_REFUSE = 0.05;
const RANK_PENALTY = 0.005;
/** Least loss in cross-validation on the tune half, or nearly. */
const ANSWER_PENALTY = 0.001;
/** Hits of a question that the score is calibrated on. */
const SCORED_HITS = 5;
/** Below zero a weight would mean that evidence counts against a hit; the two kinds may. */
const SIGN_FREE = new Set<string>(['paper', 'note']);

interface Asked {
  readonly question: EvaluationQuestion;
  readonly findings: Findings;
}

const conceptsOf = (
  asked: Asked,
  document: number,
  passage: number | null,
  concepts: ReadonlyMap<number, readonly string[]>,
) =>
  passage === null
    ? asked.findings.libraries[0]!.index.documents[document]!.concepts
    : (concepts.get(passage) ?? []);

const { embedder } = await openBundled();
const atlas = await openAtlas();
const index = await LibraryIndex.open(atlas, 'atlas');
const passageConcepts = new Map<number, readonly string[]>();
for (const { id, kind } of index.documents) {
  if (kind === 'note')
    for (const passage of await atlas.passagesOf(id)) passageConcepts.set(passage.id, passage.concepts);
}
const questions = [...allQuestions(), ...questionsFromElsewhere()];

async function ask(withVectors: boolean): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const question of questions) {
    const text = normalizeQuestion(question.query);
    asked.push({
      question,
      findings: await retrieve([index], withVectors ? embedder : null, text, planScope('all')),
    });
  }
  return asked;
}

const isRight = (asked: Asked, document: number, passage: number | null): boolean =>
  conceptsOf(asked, document, passage, passageConcepts).some((id) => asked.question.relevant.includes(id));

function fitRank(asked: readonly Asked[]): number[] {
  const lists = asked.map((one) => ({
    candidates: one.findings.libraries[0]!.candidates.map((candidate) => ({
      features: rankFeatures(candidate.evidence, one.findings.reading.terms.length),
      right: isRight(one, candidate.document, candidate.passage),
    })),
  }));
  let weights = fitRanking(
    lists,
    RANK_FEATURES.map(() => 0),
    RANK_PENALTY,
  );
  const held = new Set<number>();
  for (;;) {
    const negative = weights.findIndex(
      (weight, at) => weight < 0 && !held.has(at) && !SIGN_FREE.has(RANK_FEATURES[at]!),
    );
    if (negative < 0) return weights;
    held.add(negative);
    const masked = lists.map(({ candidates }) => ({
      candidates: candidates.map(({ features, right }) => ({
        right,
        features: features.map((x, at) => (held.has(at) ? 0 : x)),
      })),
    }));
    weights = fitRanking(
      masked,
      RANK_FEATURES.map(() => 0),
      RANK_PENALTY,
    ).map((weight, at) => (held.has(at) ? 0 : weight));
  }
}

function answerRow({ findings }: Asked, weights: ModeWeights): number[] {
  const { reading, libraries } = findings;
  const { candidates, answer } = libraries[0]!;
  const terms = reading.terms.length;
  const best = candidates
    .map(({ evidence }) => ({ evidence, fused: fuse(weights, rankFeatures(evidence, terms)) }))
    .sort((a, b) => b.fused - a.fused)
    .slice(0, CONSIDERED);
  return answerFeatures(
    answer,
    best.map(({ evidence }) => evidence),
    terms,
    reading.language,
  );
}

function fitMode(asked: readonly Asked[]): ModeWeights {
  const tune = asked.filter(({ question }) => question.half === 'tune');
  const answerable = tune.filter(({ question }) => question.relevant.length > 0);
  const none = { en: 0, zh: 0 };
  let weights: ModeWeights = {
    rank: fitRank(answerable),
    answerConstant: none,
    answer: [],
    refuse: none,
    score: [0, 0, 0, 0],
  };
  const labelled = tune.map((one) => {
    const { language } = one.findings.reading;
    const right = one.question.relevant.length > 0;
    const features = [language === 'zh' ? 1 : 0, ...answerRow(one, weights)];
    return {
      language,
      features,
      right,
      weight: right ? 1 / answerable.length : 1 / (tune.length - answerable.length),
    };
  });
  const [constant, chinese, ...answer] = fitLogistic(labelled, ANSWER_PENALTY);
  const answerConstant = { en: constant!, zh: constant! + chinese! };
  const refuse: Record<Language, number> = { en: 0, zh: 0 };
  for (const language of LANGUAGES) {
    const logits = labelled
      .filter((row) => row.right && row.language === language)
      .map(({ features }) => answerLogit({ ...weights, answerConstant, answer }, language, features.slice(1)))
      .sort((a, b) => a - b);
    refuse[language] = logits[Math.floor(MAY_REFUSE * logits.length)]! - 0.01;
  }
  weights = { ...weights, answerConstant, answer, refuse };
  const rows: LabelledRow[] = [];
  for (const one of tune.filter(({ question }) => !isElsewhere(question))) {
    const { ranked } = rank(one.findings, weights, false);
    const logit = answerLogit(weights, one.findings.reading.language, answerRow(one, weights));
    const [first] = ranked;
    for (const { candidate, fused } of ranked.slice(0, SCORED_HITS)) {
      const right = isRight(one, candidate.document, candidate.passage);
      rows.push({ features: [fused, first!.fused - fused, logit], right, weight: 1 });
    }
  }
  const [base, byFused, byBehind, byAnswer] = fitLogistic(rows, 0.001);
  return { ...weights, score: [base!, byFused!, byBehind!, byAnswer!] };
}

const isElsewhere = ({ set }: EvaluationQuestion): boolean => set === 'elsewhere';

function report(name: string, asked: readonly Asked[], weights: ModeWeights): void {
  for (const half of ['tune', 'held back'] as const) {
    const line = LANGUAGES.map((language) => {
      const inHalf = ({ half: own, lang }: EvaluationQuestion): boolean => own === half && lang === language;
      const own = asked.filter(({ question }) => !isElsewhere(question) && inHalf(question));
      let right = 0;
      let refused = 0;
      let said = 0;
      const good = own.filter(({ question }) => question.relevant.length > 0);
      for (const one of own) {
        const { ranked, abstained } = rank(one.findings, weights, false);
        const [first] = ranked;
        const answerable = one.question.relevant.length > 0;
        if (answerable && first && isRight(one, first.candidate.document, first.candidate.passage))
          right += 1;
        else if (answerable && process.argv.includes('--misses')) {
          console.log(
            `  miss ${one.question.half} ${one.question.id} ${one.question.query} => ${ranked
              .slice(0, 3)
              .map(({ candidate }) => index.documents[candidate.document]!.id)
              .join(' ')}`,
          );
        }
        if (abstained && answerable) refused += 1;
        if (abstained && !answerable) said += 1;
        if (process.argv.includes('--misses') && abstained === answerable)
          console.log(
            `  ${answerable ? 'refused' : 'answered'} ${one.question.half} ${one.question.id} ${one.question.query}`,
          );
      }
      const bad = own.length - good.length;
      const away = asked.filter(({ question }) => isElsewhere(question) && inHalf(question));
      const saidAway = away.filter((one) => rank(one.findings, weights, false).abstained).length;
      const share = (count: number, of: number): string => (count / of).toFixed(3);
      return `${language}: success@1 ${share(right, good.length)}, refused ${share(refused, good.length)}, said no ${share(said, bad)}, elsewhere ${share(saidAway, away.length)}`;
    });
    console.log(`${name}, ${half}: ${line.join(' | ')}`);
  }
}

const rounded = (weights: ModeWeights): ModeWeights =>
  JSON.parse(
    JSON.stringify(weights, (_, value) =>
      typeof value === 'number' ? Math.round(value * 1000) / 1000 : value,
    ),
  );

const modes: Record<string, ModeWeights> = {};
for (const [name, withVectors] of [
  ['HYBRID', true],
  ['KEYWORD', false],
] as const) {
  const asked = await ask(withVectors);
  modes[name] = rounded(fitMode(asked));
  report(name, asked, modes[name]!);
}
const text = [
  "import type { ModeWeights } from './scoring.ts';",
  '',
  '// Written by `npm run bench -- fit --write` from the tune halves of kb/evaluation; not edited by hand.',
  '',
  ...Object.entries(modes).map(
    ([name, weights]) =>
      `${name === 'HYBRID' ? '/** With vectors, words and names. */' : '/** Without vectors: by words and names. */'}\nexport const ${name}: ModeWeights = ${literal(weights)};\n`,
  ),
].join('\n');
if (process.argv.includes('--write'))
  writeFileSync(join(import.meta.dirname, '../../src/core/search/weights.ts'), text);
else console.log(text);
await embedder.close();
await atlas.close();

function literal({ rank: ranking, answerConstant, answer, refuse, score }: ModeWeights): string {
  const list = (numbers: readonly number[]): string => `[${numbers.join(', ')}]`;
  return `{
  rank: ${list(ranking)},
  answerConstant: { en: ${answerConstant.en}, zh: ${answerConstant.zh} },
  answer: ${list(answer)},
  refuse: { en: ${refuse.en}, zh: ${refuse.zh} },
  score: ${list(score)},
}`;
}
