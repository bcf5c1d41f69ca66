import { textScale } from '../../core/search/features.ts';
import type { QuestionReading } from '../../core/search/questionReading.ts';
import { fold } from '../../core/search/tokens.ts';
import type { Candidate } from './candidates.ts';
import type { LibraryIndex } from './libraryIndex.ts';

/** Candidates whose text is looked at; the rest keep no word evidence. */
const LOOKED_AT = 30;
/** What a text that holds every word of the question is worth, as a share of the scale of BM25. */
const FULL_COVER = 0.7;

/**
 * Word evidence for a reader's library. BM25 says nothing across libraries, least of all in one of ten notes, where
 * no word is rare; so the share of the question's words that a passage holds, weighed by how rare they are in the
 * atlas, stands in its place.
 */
export async function coverage(
  index: LibraryIndex,
  candidates: readonly Candidate[],
  reading: QuestionReading,
): Promise<Candidate[]> {
  const looked = [...candidates]
    .sort((a, b) => b.evidence.same - a.evidence.same + (b.evidence.share - a.evidence.share) / 20)
    .slice(0, LOOKED_AT);
  const { terms, rarities } = reading;
  const records = await index.records(looked.flatMap(({ shown }) => shown ?? []));
  const texts = new Map(records.map((record) => [record.id, fold(record.embeddedText)]));
  const total = rarities.reduce((sum, rarity) => sum + rarity, 0) || 1;
  const scale = textScale(terms.length) * FULL_COVER;
  return looked.map((candidate) => {
    const text = texts.get(candidate.shown ?? -1) ?? '';
    const words = terms.filter((term) => text.includes(term));
    const share = terms.reduce((sum, term, at) => sum + (text.includes(term) ? rarities[at]! : 0), 0) / total;
    const evidence = {
      ...candidate.evidence,
      documentText: share * scale,
      passageText: share * scale,
      share,
      held: share,
    };
    return { ...candidate, evidence, words };
  });
}
