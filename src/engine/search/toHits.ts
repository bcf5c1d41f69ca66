import type { Figure } from '../../core/document.ts';
import type { Hit, HitKind } from '../../core/hit.ts';
import { tellReasons } from '../../core/search/reasons.ts';
import { readableText, snippetOf, wordsToMark } from '../../core/search/snippet.ts';
import type { PassageRecord } from '../../core/store.ts';
import type { Candidate } from './candidates.ts';
import type { LibraryIndex } from './libraryIndex.ts';
import type { Ranked } from './rank.ts';
import type { Findings } from './retrieve.ts';

const LONGEST_TITLE = 120;

async function read(
  ranked: readonly Ranked[],
  reading: Findings['reading'],
): Promise<Map<Candidate, PassageRecord[]>> {
  const wanted = new Map<LibraryIndex, Set<number>>();
  const numbersOf = ({ index, document, shown, question }: Candidate): number[] =>
    [shown ?? index.summaryOf(document, reading.language), question?.passage].filter(
      (number) => typeof number === 'number',
    );
  for (const { candidate } of ranked) {
    const set = wanted.get(candidate.index) ?? new Set();
    for (const number of numbersOf(candidate)) set.add(number);
    wanted.set(candidate.index, set);
  }
  const records = new Map<LibraryIndex, Map<number, PassageRecord>>();
  for (const [index, numbers] of wanted) {
    const found = await index.records([...numbers]);
    records.set(index, new Map(found.map((record) => [record.id, record])));
  }
  return new Map(
    ranked.map(({ candidate }) => [
      candidate,
      numbersOf(candidate).flatMap((number) => records.get(candidate.index)?.get(number) ?? []),
    ]),
  );
}

function kindOf(candidate: Candidate, shown: PassageRecord | undefined): HitKind {
  const { kind } = candidate.index.documents[candidate.document]!;
  if (candidate.passage === null && kind !== 'note') return kind;
  return shown?.figure ? 'figure' : 'passage';
}

const cut = (text: string): string =>
  text.length > LONGEST_TITLE ? `${text.slice(0, LONGEST_TITLE - 1)}…` : text;

/** Ranked candidates as hits, with snippets and reasons. Passages that vanished meanwhile are left out. */
export async function toHits(ranked: readonly Ranked[], findings: Findings): Promise<Hit[]> {
  const { reading, asked } = findings;
  const { language } = reading;
  const texts = await read(ranked, reading);
  const words = wordsToMark(asked === reading.text ? asked : `${asked} ${reading.text}`);
  const hits: Hit[] = [];
  for (const { candidate, score } of ranked) {
    const { index, document, passage, evidence, names, question, crossing } = candidate;
    const record = index.documents[document]!;
    const [shown, ...others] = texts.get(candidate)!;
    if (passage !== null && shown?.id !== passage) continue;
    const kind = kindOf(candidate, shown);
    const figure = kind === 'figure' ? await figureOf(index, record.id, shown!.figure) : null;
    const plain = shown ? index.readableText(shown) : readableText(record.titles[language]);
    const snippet = snippetOf(plain, words);
    const answered = question && others.find(({ id }) => id === question.passage);
    const typed =
      names &&
      reading.text.slice(reading.tokens[names.best.from]!.start, reading.tokens[names.best.to - 1]!.end);
    hits.push({
      kind,
      id: passage === null ? record.id : (shown?.figure ?? shown!.passageId),
      title: cut([record.titles[language], figure?.label].filter(Boolean).join(' · ')),
      concepts: passage === null ? record.concepts : shown!.concepts,
      paper: record.paper,
      document: index.origin === 'atlas' ? `atlas:${record.path}` : record.path,
      page: figure?.page ?? shown?.page ?? null,
      box: figure?.box ?? null,
      score: Math.round(score * 10_000) / 10_000,
      why: tellReasons(
        {
          name: names ? { match: names.best, typed: typed! } : null,
          question: answered ? { text: answered.text, above: question.above } : null,
          meaning: Math.max(evidence.same, evidence.cross),
          crossing,
          words: [...new Set(snippet.matches.map(([from, to]) => snippet.text.slice(from, to)))],
        },
        language,
      ),
      headingPath: shown?.headingPath ?? [],
      snippet: snippet.text,
      matches: snippet.matches,
      span: passage === null ? null : [shown!.start, shown!.end],
      language: shown?.language ?? language,
      category: record.category,
      year: record.year,
    });
  }
  return hits;
}

async function figureOf(
  index: LibraryIndex,
  documentId: string,
  figureId: string | null,
): Promise<Figure | null> {
  const figures = await index.store.figures(documentId);
  return figures.find(({ id }) => id === figureId) ?? null;
}
