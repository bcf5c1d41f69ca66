import type { PassageRole } from '../../core/document.ts';
import type { Language } from '../../core/language.ts';
import { Lexicon } from '../../core/search/lexicon.ts';
import { Vocabulary } from '../../core/search/vocabulary.ts';
import type { DocumentRecord, PassageRecord, Store } from '../../core/store.ts';

/** What ranking needs of a passage. */
export interface Outline {
  readonly passage: number;
  /** Number of its document in `LibraryIndex.documents`. */
  readonly document: number;
  readonly role: PassageRole;
  readonly language: Language;
}

/** Documents read before the event loop gets a turn. */
const CHUNK = 20;

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * What is kept in memory of a library while questions are asked of it: its documents, their names, and the outlines
 * of passages that were met. The atlas is read whole, for its vocabulary; a reader's library only as needed.
 */
export class LibraryIndex {
  readonly store: Store;
  readonly origin: 'atlas' | 'library';
  readonly documents: readonly DocumentRecord[];
  readonly lexicon: Lexicon;
  readonly vocabulary = new Vocabulary();
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #outlines = new Map<number, Outline>();
  /** Passages to show for a document on which no text matched, by document number and language. */
  readonly #summaries = new Map<string, number>();

  private constructor(store: Store, origin: 'atlas' | 'library', documents: readonly DocumentRecord[]) {
    this.store = store;
    this.origin = origin;
    this.documents = documents;
    this.lexicon = new Lexicon(documents.map(({ names, kind }) => ({ names, whole: kind !== 'concept' })));
    this.#numbers = new Map(documents.map(({ id }, number) => [id, number]));
  }

  static async open(store: Store, origin: 'atlas' | 'library'): Promise<LibraryIndex> {
    const index = new LibraryIndex(store, origin, await store.documents());
    if (origin === 'library') return index;
    for (const [number, { id }] of index.documents.entries()) {
      const passages = await store.passagesOf(id);
      for (const passage of passages) index.#remember(passage, number);
      index.vocabulary.addDocument(passages.map((passage) => passage.embeddedText));
      if (number % CHUNK === CHUNK - 1) await breathe();
    }
    return index;
  }

  numberOf(documentId: string): number | undefined {
    return this.#numbers.get(documentId);
  }

  /** Outlines by passage number; passages of documents that came after this index was opened are left out. */
  async outlines(passages: Iterable<number>): Promise<ReadonlyMap<number, Outline>> {
    const missing = [...passages].filter((passage) => !this.#outlines.has(passage));
    if (missing.length > 0) {
      for (const record of await this.store.passages(missing)) {
        const number = this.#numbers.get(record.document.id);
        if (number !== undefined) this.#remember(record, number);
      }
    }
    return this.#outlines;
  }

  summaryOf(document: number, language: Language): number | null {
    const other = language === 'en' ? 'zh' : 'en';
    return this.#summaries.get(`${document} ${language}`) ?? this.#summaries.get(`${document} ${other}`) ?? null;
  }

  #remember(passage: PassageRecord, document: number): void {
    const { id, role, language } = passage;
    this.#outlines.set(id, { passage: id, document, role, language });
    if (role === 'summary') this.#summaries.set(`${document} ${language}`, id);
  }
}
