import * as vscode from 'vscode';
import type { Box } from '../../core/document.ts';
import { AtlasError } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import {
  parseFromReader,
  type FromReader,
  type ReaderPage,
  type ReaderPlace,
  type ReaderState,
  type ToReader,
} from '../../protocol/readerMessages.ts';
import type { ReadAnswer } from '../../protocol/requests.ts';
import type { Services } from '../host/services.ts';
import { errorText, showError } from '../host/showError.ts';
import type { Backlink, Backlinks } from './backlinks.ts';
import { FileWatch } from './fileWatch.ts';
import { followLink, previewLink } from './followLink.ts';
import { loadReader, picturesOf } from './loadReader.ts';
import { PdfSession } from './pdfSession.ts';
import { readerLabels } from './readerLabels.ts';
import { documentPage, pdfPage, textPage, type PageParts } from './readerPage.ts';
import type { ReaderMemory } from './readerMemory.ts';
import type { ReaderSettings } from './readerSettings.ts';
import { mayRestore } from './restorable.ts';
import type { Surface } from './surface.ts';
import { Trail } from './trail.ts';

export interface PaneOptions {
  readonly settings: ReaderSettings;
  /** Null: what mentions a page is not known. */
  readonly backlinks: Backlinks | null;
  /** Shows a place of this reader in an editor tab instead. */
  readonly openInTab: (place: ReaderPlace) => void;
  /** Where the way through the documents is kept over restarts, beside the webview's own state; null: nowhere. */
  readonly memory: ReaderMemory | null;
  /** Shown when there is nothing to go on with; null: nothing is. */
  readonly startPage: (() => Promise<{ readonly title: string; readonly markdown: string }>) | null;
  /** Something was read. */
  readonly onRead: () => void;
}

/** Where in a document to begin. */
export interface OpenAt {
  readonly language?: Language | undefined;
  readonly scroll?: number;
  /** A heading or footnote. */
  readonly anchor?: string | null;
  /** Of a PDF: what to mark on the page. */
  readonly box?: Box | null;
}

interface Shown {
  readonly page: { readonly id: string | null; readonly title: string };
  readonly answer: ReadAnswer | null;
}

/** One reader, in a tab or in the sidebar: what it shows, and the way that led there. */
export class ReaderPane {
  readonly surface: Surface;
  readonly #services: Services;
  readonly #options: PaneOptions;
  readonly #trail = new Trail();
  readonly #pdf: PdfSession;
  readonly #watch: FileWatch;
  #shown: Shown | null = null;
  #backlinks: readonly Backlink[] = [];
  #messages: readonly ToReader[] = [];
  #request: AbortController | undefined;

  constructor(services: Services, surface: Surface, options: PaneOptions) {
    this.#services = services;
    this.surface = surface;
    this.#options = options;
    this.#pdf = new PdfSession(services, (message) => void surface.webview.postMessage(message));
    this.#watch = new FileWatch({
      changed: () => void this.#go(),
      deleted: (name) =>
        this.#add({
          type: 'notice',
          notice: services.t('{0} was deleted. What is shown is what it held.', name),
        }),
    });
    const subscriptions: vscode.Disposable[] = [
      surface.webview.onDidReceiveMessage((message: unknown) => void this.#received(message)),
      this.#watch,
    ];
    const changed = options.backlinks?.onDidChange(() => this.#showBacklinks());
    if (changed) subscriptions.push(changed);
    surface.onDidDispose(() => {
      this.#request?.abort();
      this.#pdf.close();
      for (const subscription of subscriptions) subscription.dispose();
    });
    loadReader(surface.webview, services.context.extensionUri);
  }

  /** The document in view, if it is one of the index. */
  get shown(): { readonly id: string; readonly title: string } | undefined {
    const { id = null, title = '' } = this.#shown?.page ?? {};
    return id === null ? undefined : { id, title };
  }

  /** Shows a thing of the index, or a file by its address; a failure is shown in its place. */
  async open(id: string, at: OpenAt = {}): Promise<void> {
    const language = at.language ?? this.#options.settings.language;
    this.#trail.go({ id, language, scroll: at.scroll ?? 0 });
    await this.#go(at);
  }

  /** Goes on where a reader was before the window was restarted. */
  async restore(state: ReaderState): Promise<void> {
    const places = state.places.filter(({ id }) => mayRestore(id));
    const at = places.indexOf(state.places[state.at]!);
    if (places.length > 0) this.#trail.restore({ places, at: at < 0 ? places.length - 1 : at });
    if (this.#trail.current) await this.#go();
    else await this.#start();
  }

  /** Shows Markdown that is no document, such as the health report. */
  openText(title: string, markdown: string): void {
    this.#request?.abort();
    this.#close();
    const { language } = this.#services;
    const page = textPage(title, markdown, language, this.#parts(this.#trail.current !== undefined));
    this.#shown = { page, answer: null };
    this.#show({ type: 'show', page, place: this.#place(0, null) }, title);
  }

  #close(): void {
    this.#pdf.close();
    this.#watch.forget();
    this.#backlinks = [];
    this.#shown = null;
  }

  async #start(): Promise<void> {
    const page = await this.#options.startPage?.();
    if (page && !this.#shown) this.openText(page.title, page.markdown);
  }

  /** Shows the current place of the trail. */
  async #go(at: Pick<OpenAt, 'anchor' | 'box'> = {}): Promise<void> {
    const place = this.#trail.current;
    if (!place) return;
    this.#options.memory?.save(this.#trail.state);
    const { engine, t, log } = this.#services;
    this.#request?.abort();
    const request = new AbortController();
    this.#request = request;
    try {
      const file = place.id.startsWith('file:') ? vscode.Uri.parse(place.id, true) : null;
      if (file && /\.pdf$/i.test(file.path)) await this.#goPdf(file, place, at.box ?? null, request.signal);
      else {
        const language = place.language ?? this.#services.language;
        const { signal } = request;
        const answer = file
          ? await engine.request('readFile', { file: file.fsPath, language }, { signal })
          : await engine.request('read', { id: place.id, language }, { signal });
        if (!request.signal.aborted) this.#showDocument(answer, place, at.anchor ?? null);
      }
      if (!request.signal.aborted) this.#options.onRead();
    } catch (thrown) {
      if (request.signal.aborted) return;
      const error = AtlasError.from(thrown);
      log.error(error);
      this.#close();
      const canGoBack = this.#trail.canGoBack;
      const title = t('This could not be opened');
      this.#show(
        { type: 'error', title, message: errorText(error), canGoBack, labels: readerLabels(t) },
        title,
      );
    }
  }

  #showDocument(answer: ReadAnswer, place: ReaderPlace, anchor: string | null): void {
    this.#close();
    const page = documentPage(place.id, answer, {
      ...this.#parts(this.#trail.canGoBack),
      pictures: picturesOf(answer, this.surface.webview),
      hasLineage: answer.kind === 'concept',
    });
    this.#shown = { page, answer };
    if (answer.file !== null && page.canOpenInEditor) this.#watch.watch(answer.file);
    this.#show({ type: 'show', page, place: this.#place(place.scroll, anchor) }, page.title);
    this.#showBacklinks();
  }

  async #goPdf(file: vscode.Uri, place: ReaderPlace, box: Box | null, signal: AbortSignal): Promise<void> {
    const path = file.with({ fragment: '' }).fsPath;
    this.#close();
    const opened = await this.#pdf.open(path, signal);
    if (signal.aborted) return;
    this.#watch.watch(path);
    const asked = Number(/(?:^|&)page=(\d+)/.exec(file.fragment)?.[1] ?? 1);
    const at = { page: place.scroll >= 1 ? place.scroll : asked, box };
    const page = pdfPage(place.id, opened, at, this.#parts(this.#trail.canGoBack));
    this.#shown = { page, answer: null };
    this.#show({ type: 'showPdf', page, place: this.#place(0, null) }, page.title);
  }

  #parts(canGoBack: boolean): PageParts {
    const { names, t } = this.#services;
    return {
      canGoBack,
      canGoForward: this.#trail.canGoForward,
      canOpenInTab: this.surface.kind === 'view' && this.#trail.current !== undefined,
      textSize: this.#options.settings.textSize,
      pictures: null,
      hasLineage: false,
      names,
      t,
    };
  }

  #place(scroll: number, anchor: string | null): Extract<ToReader, { type: 'show' }>['place'] {
    return { scroll, anchor, state: this.#trail.state };
  }

  #showBacklinks(): void {
    const answer = this.#shown?.answer;
    const id = this.#shown?.page.id;
    if (!answer || !id) return;
    this.#backlinks = this.#options.backlinks?.of(answer.id, answer.file) ?? [];
    const backlinks = this.#backlinks.map(({ document, where, excerpt }) => ({ document, where, excerpt }));
    const others = this.#messages.filter(({ type }) => type !== 'backlinks');
    const hadSome = others.length < this.#messages.length;
    this.#messages = others;
    if (backlinks.length > 0 || hadSome) this.#add({ type: 'backlinks', id, backlinks });
  }

  /** A webview loses its content while it is hidden; it says `ready` when it wants it again. */
  #show(message: ToReader, title: string): void {
    this.surface.setTitle(title);
    this.#messages = [];
    this.#add(message);
  }

  #add(message: ToReader): void {
    this.#messages = [...this.#messages, message];
    void this.surface.webview.postMessage(message);
  }

  async #received(raw: unknown): Promise<void> {
    try {
      await this.#act(parseFromReader(raw));
    } catch (error) {
      void showError(this.#services, error);
    }
  }

  async #act(message: FromReader): Promise<void> {
    const { settings } = this.#options;
    switch (message.type) {
      case 'ready':
        return this.#ready(message.state);
      case 'open':
        if (message.id.startsWith('file:')) return;
        return this.open(message.id, { language: this.#trail.current?.language ?? undefined });
      case 'link':
        return this.#follow(message.href);
      case 'preview':
        return this.#preview(message.href);
      case 'language':
        await settings.setLanguage(message.language);
        this.#trail.change({ language: message.language, scroll: 0 });
        return this.#go();
      case 'copyBibtex':
        await vscode.commands.executeCommand('vlmAtlas.copyBibtex', message.id);
        return;
      case 'backlink':
        await this.#backlinks[message.index]?.open();
        return;
      case 'scrolled':
        if (this.#shown?.page.id !== this.#trail.current?.id) return;
        this.#trail.change({ scroll: message.scroll });
        this.#options.memory?.save(this.#trail.state);
        return;
      case 'textSize':
        return settings.setTextSize(message.percent);
      case 'pdfPage':
        return this.#pdf.page(message.page, message.width);
      case 'pdfFind':
        return this.#pdf.find(message.query);
      case 'copyMarkdown':
        return this.#copyMarkdown();
      case 'openInEditor':
        if (this.#shown?.answer?.file)
          await vscode.window.showTextDocument(vscode.Uri.file(this.#shown.answer.file));
        return;
      case 'openInTab':
        if (this.#trail.current) this.#options.openInTab(this.#trail.current);
        return;
      case 'lineage':
        await vscode.commands.executeCommand('vlmAtlas.showLineage', this.#shown?.answer?.id);
        return;
      case 'back':
        return this.#step(-1);
      case 'forward':
        return this.#step(1);
    }
  }

  async #ready(state: ReaderState | null): Promise<void> {
    // The page was hidden meanwhile: it goes on where it was.
    const scroll = this.#trail.current?.scroll ?? 0;
    for (const message of this.#messages)
      void this.surface.webview.postMessage(this.#atPlace(message, scroll));
    if (this.#messages.length > 0 || this.#request) return;
    const kept = this.#options.memory?.load() ?? state;
    if (kept) await this.restore(kept);
    else await this.#start();
  }

  #atPlace(message: ToReader, scroll: number): ToReader {
    if (message.type === 'showPdf') return { ...message, page: { ...message.page, page: scroll || 1 } };
    if (message.type !== 'show' || message.page.id === null) return message;
    return { ...message, place: this.#place(scroll, null) };
  }

  async #step(by: 1 | -1): Promise<void> {
    const isAside = this.#shown !== null && this.#shown.page.id === null;
    if (isAside && by < 0) await this.#go();
    else if (this.#trail.step(by)) await this.#go();
  }

  async #copyMarkdown(): Promise<void> {
    const { page } = this.#messages.find((message) => message.type === 'show') ?? {};
    if (!page) return;
    await vscode.env.clipboard.writeText(markdownOf(page));
    vscode.window.setStatusBarMessage(this.#services.t('Copied: {0}', page.title), 4000);
  }

  async #preview(href: string): Promise<void> {
    const preview = await previewLink(href, this.#shown?.answer ?? null, this.#services);
    if (preview)
      void this.surface.webview.postMessage({ type: 'preview', href, ...preview } satisfies ToReader);
  }

  async #follow(href: string): Promise<void> {
    const answer = this.#shown?.answer ?? null;
    const next = await followLink(href, answer, this.#services.t);
    if (next) await this.open(next.id, { language: answer?.language, anchor: next.anchor });
  }
}

/** The text of a page with its title, as it is pasted elsewhere. */
const markdownOf = ({ title, markdown }: ReaderPage): string =>
  /^#\s/.test(markdown) ? markdown : `# ${title}\n\n${markdown}`;
