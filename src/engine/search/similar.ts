import { AtlasError } from '../../core/errors.ts';
import type { DocumentRecord, PassageRecord } from '../../core/store.ts';
import type { LibraryIndex } from './libraryIndex.ts';

/** What "find similar" starts from. */
export interface Origin {
  readonly index: LibraryIndex;
  readonly document: DocumentRecord;
  readonly passage: PassageRecord | null;
  /** Words to look for beside the meaning. */
  readonly text: string;
  /** Null: no passage of it has been embedded. */
  readonly vector: Float32Array | null;
}

const TEXT_LIMIT = 300;

/** The thing with the id of a hit, its passage or its summary as the question. @throws `ATLAS-NOT-FOUND` */
export async function originOf(indexes: readonly LibraryIndex[], id: string): Promise<Origin> {
  for (const index of indexes) {
    const passage = /^(?:passage|figure):/.test(id) ? await index.store.passageById(id) : null;
    const number = index.numberOf(passage?.document.id ?? id);
    if (number === undefined) continue;
    const document = index.documents[number]!;
    const passages = passage ? [passage] : await index.store.passagesOf(document.id);
    const start =
      passages.find(({ role }) => role === 'summary') ??
      passages.find(({ role }) => role === 'text') ??
      passages[0];
    if (!start) continue;
    const vector = await index.store.vectorOf(start.id);
    return { index, document, passage, text: start.embeddedText.slice(0, TEXT_LIMIT), vector };
  }
  throw new AtlasError(
    'ATLAS-NOT-FOUND',
    `There is nothing with the id ${id} in the atlas or the library.`,
    id,
  );
}
