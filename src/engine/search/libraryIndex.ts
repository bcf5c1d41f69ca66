import type { PassageRole } from '../../core/document.ts';
import type { Language } from '../../core/language.ts';
import { plainText } from '../../core/plainText.ts';
import { Lexicon } from '../../core/search/lexicon.ts';
import { readableText, type ReadableText } from '../../core/search/snippet.ts';
import { fold } from '../../core/search/tokens.ts';
import { TextIndex } from '../../core/search/textIndex.ts';
import { Vocabulary } from '../../core/search/vocabulary.ts';
import type { DocumentRecord, PassageRecord, Store, StoreFilter } from '../../core/store.ts';
import { breathe } from '../breathe.ts';

/** What ranking needs of a passage. */
export interface Outline {
  readonly passage: number;
  /** Number of its document in `LibraryIndex.documents`. */
  readonly document: number;
  readonly role: PassageRole;
  readonly language: Language;
  /** `figure:…` when it is a figure's caption. */
  readonly figure: string | null;
  /** Numbers of the concepts that a note's passage is about, when it is about few. */
  readonly about: readonly number[];
}

/** Documents read before the event loop gets a turn. */
const CHUNK = 20;
const TEXTS_KEPT = 1000;
const RECORDS_KEPT = 1000;
/** How much more a word in a document's names counts than one in its text. */
const NAME_WEIGHT = 4;

/** What is drawn in a paper's figures is seldom what the paper is asked for: it leads to the figure alone. */
const weightOf = ({ kind }: DocumentRecord, role: PassageRole): number =>
  role === 'name' ? NAME_WEIGHT : role === 'caption' && kind === 'paper' ? 0 : 1;

/** A passage about more concepts than this says little about any one. */
const FEW_CONCEPTS = 2;

/**
 * What is kept in memory of a library while questions are asked of it: its documents, their names, and the outlines
 * of passages that were met. The atlas is read whole, for its vocabulary; a reader's library only as needed.
 */
export class LibraryIndex {
  readonly store: Store;
  readonly origin: 'atlas' | 'library';
  readonly documents: readonly DocumentRecord[];
  readonly lexicon: Lexicon;
  /** Its words; null when the library is not read whole, and the store's own full text answers. */
  readonly text: TextIndex | null;
  readonly vocabulary: Vocabulary;
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #readable = new Map<number, ReadableText>();
  readonly #folded = new Map<number, string>();
  readonly #records = new Map<number, PassageRecord>();
  readonly #outlines = new Map<number, Outline>();
  /** Passages to show for a document on which no text matched, by document number and language. */
  readonly #summaries = new Map<string, number>();

  private constructor(
    store: Store,
    origin: 'atlas' | 'library',
    documents: readonly DocumentRecord[],
    texts: readonly (readonly PassageRecord[])[] | null,
    text: TextIndex | null,
  ) {
    this.text = text;
    this.vocabulary = new Vocabulary(text);
    this.store = store;
    this.origin = origin;
    this.documents = documents;
    this.lexicon = new Lexicon(documents.map(({ names, kind }) => ({ names, whole: kind !== 'concept' })));
    this.#numbers = new Map(documents.map(({ id }, number) => [id, number]));
    for (const [number, passages] of (texts ?? []).entries()) {
      for (const passage of passages) this.#remember(passage, number);
    }
  }

  static async open(store: Store, origin: 'atlas' | 'library'): Promise<LibraryIndex> {
    const documents = await store.documents();
    if (origin === 'library') return new LibraryIndex(store, origin, documents, null, null);
    const text = new TextIndex();
    const texts: (readonly PassageRecord[])[] = [];
    for (const [number, { id }] of documents.entries()) {
      const passages = await store.passagesOf(id);
      texts.push(passages);
      text.addDocument(
        passages.map((passage) => ({
          id: passage.id,
          text: passage.embeddedText,
          weight: weightOf(documents[number]!, passage.role),
        })),
      );
      if (number % CHUNK === CHUNK - 1) await breathe();
    }
    return new LibraryIndex(store, origin, documents, texts, text);
  }

  /** In the order asked for; passages that are gone are left out. Those read last are kept. */
  async records(passages: readonly number[]): Promise<readonly PassageRecord[]> {
    if (this.#records.size > RECORDS_KEPT) this.#records.clear();
    const unread = passages.filter((passage) => !this.#records.has(passage));
    if (unread.length > 0)
      for (const record of await this.store.passages(unread)) this.#records.set(record.id, record);
    return passages.flatMap((passage) => this.#records.get(passage) ?? []);
  }

  numberOf(documentId: string): number | undefined {
    return this.#numbers.get(documentId);
  }

  /** Outlines by passage number; passages of documents that came after this index was opened are left out. */
  async outlines(passages: Iterable<number>): Promise<ReadonlyMap<number, Outline>> {
    const missing = [...passages].filter((passage) => !this.#outlines.has(passage));
    if (missing.length > 0) {
      for (const record of await this.records(missing)) {
        const number = this.#numbers.get(record.document.id);
        if (number !== undefined) this.#remember(record, number);
      }
    }
    return this.#outlines;
  }

  documentPasses(document: number, { kinds, categories, years }: StoreFilter = {}): boolean {
    const { kind, category, year } = this.documents[document]!;
    if (kinds && !kinds.includes(kind)) return false;
    if (categories && !categories.includes(category ?? '')) return false;
    return !years || (year !== null && year >= years[0] && year <= years[1]);
  }

  passes({ document, role }: Outline, filter: StoreFilter = {}): boolean {
    return (!filter.roles || filter.roles.includes(role)) && this.documentPasses(document, filter);
  }

  summaryOf(document: number, language: Language): number | null {
    const other = language === 'en' ? 'zh' : 'en';
    return (
      this.#summaries.get(`${document} ${language}`) ?? this.#summaries.get(`${document} ${other}`) ?? null
    );
  }

  hasSummaryIn(document: number, language: Language): boolean {
    return this.#summaries.has(`${document} ${language}`);
  }

  /** Plain text of a passage, kept for the passages that were shown last. */
  readableText(passage: PassageRecord): ReadableText {
    return kept(this.#readable, passage.id, () => readableText(plainText(passage.text)));
  }

  /** A passage's text as its words are compared, kept for the passages that were looked at last. */
  foldedText(passage: PassageRecord): string {
    return kept(this.#folded, passage.id, () => fold(passage.embeddedText));
  }

  #remember(passage: PassageRecord, document: number): void {
    const { id, role, language, concepts, figure } = passage;
    const isNote = this.documents[document]!.kind === 'note';
    const about =
      isNote && concepts.length <= FEW_CONCEPTS
        ? concepts.flatMap((concept) => this.numberOf(concept) ?? [])
        : [];
    this.#outlines.set(id, { passage: id, document, role, language, figure, about });
    if (role === 'summary') this.#summaries.set(`${document} ${language}`, id);
  }
}

function kept<T>(texts: Map<number, T>, passage: number, make: () => T): T {
  let text = texts.get(passage);
  if (text === undefined) {
    text = make();
    if (texts.size >= TEXTS_KEPT) texts.clear();
    texts.set(passage, text);
  }
  return text;
}
