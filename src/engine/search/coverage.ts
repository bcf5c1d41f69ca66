import { textScale } from '../../core/search/features.ts';
import type { QuestionReading } from '../../core/search/questionReading.ts';
import type { Candidate } from './candidates.ts';
import type { LibraryIndex } from './libraryIndex.ts';

/** Candidates whose text is looked at; the rest are left out. */
const LOOKED_AT = 30;
/** What a text that holds every word of the question is worth, as a share of the scale of BM25. */
const FULL_COVER = 0.7;

/** Terms of a question that a passage holds, and their share by rarity, in [0, 1]. */
export interface Covered {
  readonly words: readonly string[];
  readonly share: number;
}

const NOTHING: Covered = { words: [], share: 0 };

/** Looks at passages that were not looked at yet; `covered` grows by them. */
export async function cover(
  index: LibraryIndex,
  passages: readonly number[],
  { terms, rarities }: QuestionReading,
  covered: Map<number, Covered>,
): Promise<void> {
  const total = rarities.reduce((sum, rarity) => sum + rarity, 0) || 1;
  for (const record of await index.records(passages.filter((passage) => !covered.has(passage)))) {
    const text = index.foldedText(record);
    const words: string[] = [];
    let share = 0;
    for (const [at, term] of terms.entries()) {
      if (!text.includes(term)) continue;
      words.push(term);
      share += rarities[at]! / total;
    }
    covered.set(record.id, { words, share });
  }
}

/**
 * Word evidence for a reader's library. BM25 says nothing across libraries, least of all in one of ten notes, where
 * no word is rare; so the share of the question's words that a passage holds, weighed by how rare they are in the
 * atlas, stands in its place.
 */
export async function coverage(
  index: LibraryIndex,
  candidates: readonly Candidate[],
  reading: QuestionReading,
  covered: Map<number, Covered>,
): Promise<Candidate[]> {
  const looked = [...candidates]
    .sort((a, b) => b.evidence.same - a.evidence.same + (b.evidence.share - a.evidence.share) / 20)
    .slice(0, LOOKED_AT);
  await cover(
    index,
    looked.flatMap(({ shown }) => shown ?? []),
    reading,
    covered,
  );
  const scale = textScale(reading.terms.length) * FULL_COVER;
  return looked.map((candidate) => {
    const { words, share } = covered.get(candidate.shown ?? -1) ?? NOTHING;
    const text = share * scale;
    const evidence = { ...candidate.evidence, documentText: text, passageText: text, share, held: share };
    return { ...candidate, evidence, words };
  });
}
