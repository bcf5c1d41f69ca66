import type { FromReader, ReaderState, ToReader } from '../protocol/readerMessages.ts';
import { contentsList, goTo } from './contentsList.ts';
import { button, element, iconButton } from './elements.ts';
import { FindBar } from './findBar.ts';
import { parseToReader } from './parseToReader.ts';
import { PlaceKeeper } from './placeKeeper.ts';
import { PreviewCard } from './previewCard.ts';
import { backlinkSection, readerPage } from './readerPage.ts';
import { PdfReader } from './pdf/pdfReader.ts';
import { TextFinder } from './textFinder.ts';
import { setTextSize, toolbar } from './toolbar.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: FromReader): void;
  getState(): unknown;
  setState(state: ReaderState): void;
};

type Message<T extends ToReader['type']> = Extract<ToReader, { readonly type: T }>;

/** The page of the reader: shows what the extension sends, and tells it what the person does. */
class ReaderView {
  readonly #vscode = acquireVsCodeApi();
  readonly #preview = new PreviewCard((message) => this.#vscode.postMessage(message));
  readonly #place = new PlaceKeeper(
    (state) => this.#vscode.setState(state),
    (scroll) => this.#vscode.postMessage({ type: 'scrolled', scroll }),
  );
  #find: FindBar | null = null;
  #pdf: PdfReader | null = null;
  #shown: Message<'show'>['page'] | null = null;

  constructor() {
    window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const message = parseToReader(data);
      if (message) this.#receive(message);
    });
    document.addEventListener('keydown', (event) => this.#key(event));
    const state = (this.#vscode.getState() ?? null) as ReaderState | null;
    this.#vscode.postMessage({ type: 'ready', state });
  }

  /** A message that may lead elsewhere takes along how far one has read. */
  readonly #send = (message: FromReader): void => {
    if (message.type === 'link' && message.href.startsWith('#')) {
      goToAnchor(message.href.slice(1));
      return;
    }
    this.#place.keep();
    this.#vscode.postMessage(message);
  };

  #receive(message: ToReader): void {
    switch (message.type) {
      case 'show':
        return this.#show(message);
      case 'showPdf':
        return this.#showPdf(message);
      case 'pdfPage':
      case 'pdfFailed':
      case 'pdfMatches':
        return this.#pdf?.receive(message);
      case 'error':
        return this.#fail(message);
      case 'notice':
        return addNotice(message.notice, this.#shown?.labels.close ?? '×');
      case 'preview':
        return this.#preview.show(message);
      case 'backlinks':
        return this.#backlinks(message);
    }
  }

  #show({ page, place }: Message<'show'>): void {
    this.#leave();
    const main = readerPage(page, this.#send);
    const find = new FindBar(new TextFinder(main), page.labels);
    const contents = contentsList(main, page.labels.contents);
    const bar = toolbar(page, contents, () => find.open(), this.#send);
    setTextSize(page.textSize);
    this.#find = find;
    this.#shown = page;
    document.body.replaceChildren(element('div', 'top', bar, find.element), main);
    for (const notice of page.notices) addNotice(notice, page.labels.close);
    this.#place.begin(place.state, () => window.scrollY);
    goToPlace(place, main);
  }

  #showPdf({ page, place }: Message<'showPdf'>): void {
    this.#leave();
    const pdf = new PdfReader(page, this.#send, () => this.#place.moved());
    const find = new FindBar(pdf.finder, page.labels);
    const bar = toolbar(page, null, () => find.open(), this.#send);
    bar.querySelector('.space')?.after(pdf.bar);
    this.#find = find;
    this.#pdf = pdf;
    document.body.replaceChildren(element('div', 'top', bar, find.element), pdf.element);
    for (const notice of page.notices) addNotice(notice, page.labels.close);
    this.#place.begin(place.state, () => pdf.page);
    pdf.begin();
  }

  #leave(): void {
    this.#find?.forget();
    this.#pdf?.dispose();
    this.#find = null;
    this.#pdf = null;
    this.#shown = null;
  }

  #fail({ title, message, labels, canGoBack }: Message<'error'>): void {
    const alert = element('main', 'failure', element('h1', '', title), element('p', '', message));
    alert.setAttribute('role', 'alert');
    if (canGoBack) alert.append(button(labels.back, '', () => this.#send({ type: 'back' })));
    this.#leave();
    document.body.replaceChildren(alert);
  }

  #backlinks({ id, backlinks }: Message<'backlinks'>): void {
    if (this.#shown?.id !== id) return;
    const main = document.querySelector('main');
    main?.querySelector('.backlinks')?.remove();
    if (backlinks.length > 0)
      main?.append(backlinkSection(backlinks, this.#shown.labels.backlinks, this.#send));
  }

  #key(event: KeyboardEvent): void {
    const isCommand = event.ctrlKey || event.metaKey;
    const isFind = isCommand && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'f';
    if (isFind && this.#find) this.#find.open();
    else if (event.altKey && !isCommand && event.key === 'ArrowLeft') this.#send({ type: 'back' });
    else if (event.altKey && !isCommand && event.key === 'ArrowRight') this.#send({ type: 'forward' });
    else return;
    event.preventDefault();
  }
}

function addNotice(notice: string, closeLabel: string): void {
  const close = iconButton('close', closeLabel, () => bar.remove());
  const bar = element('div', 'notice', element('span', '', notice), close);
  bar.setAttribute('role', 'status');
  document.querySelector('.top')?.append(bar);
}

/** @returns false when the page has no such heading or footnote */
function goToAnchor(anchor: string): boolean {
  const place = [...document.querySelectorAll<HTMLElement>('article [data-anchor]')].find(
    ({ dataset }) => dataset.anchor === anchor,
  );
  if (place) goTo(place);
  return place !== undefined;
}

function goToPlace({ scroll, anchor }: Message<'show'>['place'], main: HTMLElement): void {
  if (anchor !== null && goToAnchor(anchor)) return;
  const cited = main.querySelector('.cited');
  if (cited && scroll === 0) {
    cited.scrollIntoView({ block: 'center' });
    return;
  }
  window.scrollTo(0, scroll);
  // Formulas grow when their fonts arrive.
  void document.fonts.ready.then(() => {
    if (main.isConnected && scroll > 0) window.scrollTo(0, scroll);
  });
}

new ReaderView();
