import type { KnowledgeBase } from '../content/knowledgeBase.ts';
import type { ModelStatus, TextEmbedder } from '../core/embedder.ts';
import { AtlasError } from '../core/errors.ts';
import { Explainer } from '../core/explain/explainer.ts';
import type { Store } from '../core/store.ts';
import type { EngineReport } from '../protocol/messages.ts';
import type { EngineConfiguration } from '../protocol/requests.ts';
import { atlasTerms } from './atlasTerms.ts';
import type { EngineParts } from './engineParts.ts';
import { NoteHashes } from './indexing/noteHashes.ts';
import { Lazy } from './lazy.ts';
import { LibraryMentions } from './mentions/libraryMentions.ts';
import { PdfThread } from './pdf/pdfThread.ts';
import type { Searcher } from './searcher.ts';
import { Shared } from './shared.ts';

/** What questions are answered from at one time. */
export interface Index {
  readonly atlas: Store | null;
  readonly library: Store | null;
  /** Rejects when neither atlas nor library can be opened. */
  readonly searcher: Searcher;
}

const REPAIRABLE: ReadonlySet<string> = new Set(['ATLAS-STORE-DAMAGED', 'ATLAS-STORE-VERSION']);

/** Milliseconds between two looks at whether another process has written to the library. */
const LOOK_EVERY = 1_000;

/** Milliseconds between two looks at what a running indexing has added. */
const RENEW_EVERY = 5_000;

const SAFE_MODE_NOTICE =
  'The engine runs in safe mode, without native modules: results are by keyword only. ' +
  'The command "VLM Atlas: Restart Engine" tries the models again.';

/** Opens stores and models when they are first needed, and knows what went wrong with them. */
export class EngineServices {
  readonly configuration: EngineConfiguration;
  readonly noteHashes = new NoteHashes();
  readonly pdf: PdfThread;
  readonly mentions = new LibraryMentions(async () => new Explainer(atlasTerms(await this.knowledgeBase())));
  readonly #parts: EngineParts;
  readonly #report: (report: EngineReport) => void;
  readonly #knowledgeBase: Lazy<KnowledgeBase>;
  readonly #atlas: Lazy<Store | null>;
  readonly #embedder: Lazy<TextEmbedder | null>;
  /** Why something is not there, by what it is. */
  readonly #problems = new Map<'atlas' | 'library' | 'embedder', AtlasError>();
  #embedderState: EngineReport['embedder'] = 'none';
  #modelStatus: ModelStatus | null = null;
  #index: Promise<Shared<Index>> | null = null;
  /** While the library is being written to, questions are answered from the store that writes. */
  #writer: Store | null = null;
  #writing: Promise<unknown> = Promise.resolve();
  #storeNotices: readonly string[] = [];
  #repairs: readonly string[] = [];
  #renewedAt = 0;
  /** The library as it was when the index was opened, and when that was last compared. */
  #stamp = '';
  #lookedAt = 0;
  #closed = false;

  constructor(
    configuration: EngineConfiguration,
    parts: EngineParts,
    report: (report: EngineReport) => void,
  ) {
    this.configuration = configuration;
    this.pdf = new PdfThread({ worker: configuration.pdfWorker, pdfium: configuration.pdfium });
    this.#parts = parts;
    this.#report = report;
    this.#knowledgeBase = new Lazy(() => parts.loadKnowledgeBase(configuration));
    this.#atlas = new Lazy(() => this.#orNull('atlas', () => parts.openAtlas(configuration)));
    this.#embedder = new Lazy(() => this.#openEmbedder());
  }

  /** Cards, papers and chapters; loaded again after a failure. */
  async knowledgeBase(): Promise<KnowledgeBase> {
    try {
      return await this.#knowledgeBase.get();
    } catch (error) {
      this.#knowledgeBase.forget();
      throw error;
    }
  }

  /** Null: safe mode, or it could not be loaded (`problem('embedder')` says why). */
  async embedder(): Promise<TextEmbedder | null> {
    const embedder = await this.#embedder.get();
    return this.#problems.has('embedder') ? null : embedder;
  }

  problem(of: 'atlas' | 'library' | 'embedder'): AtlasError | null {
    return this.#problems.get(of) ?? null;
  }

  /** What a reader of results should know: why there are no vectors, or why a part is missing. */
  notices(): readonly string[] {
    const causes = [...this.#problems.values()].map(({ message }) => message);
    return this.configuration.safeMode ? [SAFE_MODE_NOTICE, ...causes] : causes;
  }

  async modelStatus(): Promise<ModelStatus> {
    if (!this.configuration.safeMode) await this.embedder();
    if (this.#modelStatus && !this.#problems.has('embedder')) return this.#modelStatus;
    const inspected = await this.#parts.inspectModel(this.configuration);
    const problem = this.problem('embedder');
    const problems = problem ? [problem.message, ...inspected.problems] : inspected.problems;
    return { ...inspected, provider: null, problems: [...new Set(problems)] };
  }

  /** What is there stays open as long as the task runs, whatever happens to the library meanwhile. */
  async withIndex<T>(task: (index: Index) => Promise<T>): Promise<T> {
    if (this.#closed) throw new AtlasError('ATLAS-CANCELLED', 'The engine is ending.');
    await this.#lookAtLibrary();
    this.#index ??= this.#openIndex();
    const shared = await this.#index.catch((error: unknown) => {
      this.#index = null;
      throw error;
    });
    return shared.use(task);
  }

  /** The reader's library alone (null: it has no index yet): from what is open, else opened without a model for this. */
  async withLibrary<T>(task: (library: Store | null) => Promise<T>): Promise<T> {
    if (this.#index || this.#writer || this.#closed) return this.withIndex(({ library }) => task(library));
    const library = await this.#openLibrary();
    try {
      return await task(library);
    } finally {
      await library?.close();
    }
  }

  /** The model failed while it ran: from now on, questions are answered by keyword. */
  async giveUpEmbedder(error: AtlasError): Promise<void> {
    this.#problems.set('embedder', error);
    this.#embedderState = 'failed';
    await this.#renewIndex();
    this.#tell();
  }

  /**
   * Gives the task the library to write to, one task at a time. The library is locked against other processes from
   * its beginning to its end. The task says when it has `changed` something that questions should see.
   * @throws AtlasError `ATLAS-USAGE` when there is no library, `ATLAS-STORE-…`
   */
  writeLibrary<T>(task: (store: Store, changed: () => void) => Promise<T>): Promise<T> {
    const mine = this.#writing.then(() => this.#write(task));
    this.#writing = mine.catch(() => undefined);
    return mine;
  }

  /** After the runs in progress. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#writing;
    await this.#renewIndex();
    const closing: Promise<unknown>[] = [this.pdf.close()];
    if (this.#embedder.started) closing.push(this.#embedder.get().then((embedder) => embedder?.close()));
    if (this.#atlas.started) closing.push(this.#atlas.get().then((atlas) => atlas?.close()));
    await Promise.allSettled(closing);
  }

  async #write<T>(task: (store: Store, changed: () => void) => Promise<T>): Promise<T> {
    if (this.#closed) throw new AtlasError('ATLAS-CANCELLED', 'The engine is ending.');
    const store = await this.#parts.openLibrary(this.configuration, 'write');
    if (!store)
      throw new AtlasError('ATLAS-USAGE', 'There is no library to index into: no folder was set for it.');
    this.#writer = store;
    this.#problems.delete('library');
    await this.#renewIndex();
    try {
      return await task(store, () => {
        if (performance.now() - this.#renewedAt > RENEW_EVERY) void this.#renewIndex();
      });
    } finally {
      this.#writer = null;
      await this.#renewIndex();
      await store.close();
    }
  }

  async #orNull(part: 'atlas' | 'library', open: () => Promise<Store | null>): Promise<Store | null> {
    try {
      return await open();
    } catch (error) {
      this.#problems.set(part, AtlasError.from(error));
      return null;
    }
  }

  async #openEmbedder(): Promise<TextEmbedder | null> {
    if (this.configuration.safeMode) return null;
    this.#embedderState = 'loading';
    this.#tell();
    try {
      const { embedder, status } = await this.#parts.createEmbedder(this.configuration);
      this.#modelStatus = status;
      this.#embedderState = 'ready';
      return embedder;
    } catch (error) {
      this.#problems.set('embedder', AtlasError.from(error));
      this.#embedderState = 'failed';
      return null;
    } finally {
      this.#tell();
    }
  }

  /** One that cannot be read is set aside with its content, so that the next indexing begins anew. */
  async #openLibrary(): Promise<Store | null> {
    try {
      return await this.#parts.openLibrary(this.configuration, 'read');
    } catch (error) {
      if (!REPAIRABLE.has(AtlasError.from(error).code)) throw error;
      const repaired = await this.#parts.openLibrary(this.configuration, 'write');
      this.#repairs = (await repaired?.stats())?.notices ?? [];
      await repaired?.close();
      return this.#parts.openLibrary(this.configuration, 'read');
    }
  }

  /** Another window or the terminal may have indexed meanwhile. */
  async #lookAtLibrary(): Promise<void> {
    const now = performance.now();
    if (!this.#index || this.#writer || now - this.#lookedAt < LOOK_EVERY) return;
    this.#lookedAt = now;
    if ((await this.#parts.libraryStamp(this.configuration)) !== this.#stamp) void this.#renewIndex();
  }

  async #openIndex(): Promise<Shared<Index>> {
    const writer = this.#writer;
    this.#stamp = await this.#parts.libraryStamp(this.configuration);
    this.#lookedAt = performance.now();
    const [embedder, atlas, library] = await Promise.all([
      this.embedder(),
      this.#atlas.get(),
      writer ?? this.#orNull('library', () => this.#openLibrary()),
    ]);
    const cause = this.#problems.get('atlas') ?? this.#problems.get('library');
    if (!atlas && !library && cause) throw cause;
    const searcher = await this.#parts.createSearcher({ atlas, library, embedder });
    const stores = [atlas, library].filter((store) => store !== null);
    const stats = await Promise.all(stores.map((store) => store.stats()));
    this.#storeNotices = [...this.#repairs, ...stats.flatMap(({ notices }) => notices)];
    this.#tell();
    return new Shared({ atlas, library, searcher }, async () => {
      if (library && library !== writer) await library.close();
    });
  }

  /** The next question is answered from stores opened anew; those of now are closed after their last question. */
  async #renewIndex(): Promise<void> {
    const former = this.#index;
    this.#index = null;
    this.#renewedAt = performance.now();
    const shared = await former?.catch(() => null);
    // A store that does not close cleanly has lost nothing and keeps nobody waiting.
    await shared?.retire().catch(() => undefined);
  }

  #tell(): void {
    this.#report({
      embedder: this.#embedderState,
      provider: this.#embedderState === 'ready' ? (this.#modelStatus?.provider ?? null) : null,
      notices: this.#storeNotices,
    });
  }
}
