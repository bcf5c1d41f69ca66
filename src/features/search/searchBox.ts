import * as vscode from 'vscode';
import { AtlasError } from '../../core/errors.ts';
import type { Hit, SearchAnswer } from '../../core/hit.ts';
import type { Language } from '../../core/language.ts';
import type { Services } from '../host/services.ts';
import { scopedText } from './scopePrefix.ts';
import {
  chooseNarrowing,
  EVERYTHING,
  isNarrowed,
  narrowingText,
  type SearchNarrowing,
} from './searchFilterMenu.ts';
import type { SearchHistory } from './searchHistory.ts';
import { SearchRows, type HitAction, type HitButton, type Row } from './searchRows.ts';

const DEBOUNCE = 120;
/** Answers usually come sooner; a bar that flashes at every key would only disturb. */
const BUSY_AFTER = 200;
const LIMIT = 20;
const NEAREST = 5;

export interface SearchBoxOptions {
  readonly query?: string;
  readonly narrowing?: SearchNarrowing;
  readonly title?: string;
  /** Starts with what is like this instead of with a question. */
  readonly similarTo?: { readonly id: string; readonly title: string };
}

/** What a box asks of its surroundings. */
export interface SearchBoxHost {
  readonly history: SearchHistory;
  /** `language`: that of the question. */
  chosen(hit: Hit, language: Language): void;
  pressed(action: Exclude<HitAction, 'why' | 'similar'>, hit: Hit, language: Language): void;
  answered(answer: SearchAnswer): void;
  /** Whether the reader's own library holds nothing. */
  libraryIsEmpty(): Promise<boolean>;
}

/** What the box shows at present, kept to draw it again when a row is unfolded. */
interface Shown {
  readonly hits: readonly Hit[];
  readonly before: readonly Row[];
  readonly after: readonly Row[];
}

/**
 * A quick pick that answers while typing. The value is never changed under the reader's hands (an input method may
 * be composing), and old rows stay until new ones are there. Lives from `open` until it is hidden.
 */
export class SearchBox {
  readonly #services: Services;
  readonly #host: SearchBoxHost;
  readonly #rows: SearchRows;
  readonly #pick = vscode.window.createQuickPick<Row>();
  readonly #filterButton: vscode.QuickInputButton;
  readonly #unfolded = new Set<string>();
  #narrowing: SearchNarrowing;
  #title: string | undefined;
  #value = '';
  #language: Language;
  #shown: Shown = { hits: [], before: [], after: [] };
  #running: AbortController | undefined;
  #timer: NodeJS.Timeout | undefined;
  #inFilterMenu = false;
  #keywordOnly = false;

  constructor(services: Services, host: SearchBoxHost, options: SearchBoxOptions) {
    const { t, names } = services;
    this.#services = services;
    this.#host = host;
    this.#rows = new SearchRows(t, names);
    this.#narrowing = options.narrowing ?? EVERYTHING;
    this.#title = options.title;
    this.#language = services.language;
    this.#filterButton = { iconPath: new vscode.ThemeIcon('filter'), tooltip: t('Filter the search') };
    this.#pick.placeholder = t(
      'Ask in your own words. c: concepts, p: papers, t: passages, f: figures, a: atlas, l: library',
    );
    this.#pick.buttons = [this.#filterButton];
    keepOrder(this.#pick);
    this.#pick.onDidChangeValue((value) => this.#typed(value));
    this.#pick.onDidAccept(() => this.#accept());
    this.#pick.onDidTriggerButton(() => void this.#filter());
    this.#pick.onDidTriggerItemButton(({ item, button }) =>
      this.#pressed(item, (button as HitButton).action),
    );
    this.#pick.onDidHide(() => {
      if (!this.#inFilterMenu) this.#dispose();
    });
    this.#start(options);
  }

  #start({ query, similarTo }: SearchBoxOptions): void {
    this.#setValue(query ?? '');
    this.#showTitle();
    this.#pick.show();
    if (similarTo) void this.#run((signal) => this.#similar(similarTo, signal));
    else this.#ask();
  }

  #typed(value: string): void {
    // The box tells of the values that it was given, too.
    if (value === this.#value) return;
    this.#value = value;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), DEBOUNCE);
  }

  #ask(): void {
    const { text } = this.#scoped();
    this.#showTitle();
    if (text !== '') {
      void this.#run((signal) => this.#search(text, signal));
      return;
    }
    this.#running?.abort();
    this.#pick.busy = false;
    this.#show({ hits: [], before: this.#rows.history(this.#host.history.entries()), after: [] });
  }

  /** Runs one question at a time; the older one is cancelled, and what it still says is not shown. */
  async #run(question: (signal: AbortSignal) => Promise<Shown>): Promise<void> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    const busy = setTimeout(() => (this.#pick.busy = true), BUSY_AFTER);
    if (this.#pick.items.length === 0) this.#show({ hits: [], before: [this.#rows.searching()], after: [] });
    let shown: Shown;
    try {
      shown = await question(running.signal);
    } catch (thrown) {
      shown = this.#failure(AtlasError.from(thrown));
    }
    clearTimeout(busy);
    if (running.signal.aborted) return;
    this.#pick.busy = false;
    this.#unfolded.clear();
    this.#show(shown);
  }

  async #search(query: string, signal: AbortSignal): Promise<Shown> {
    const { engine } = this.#services;
    const narrowing = this.#scoped();
    const { scope, filters } = narrowing;
    const answer = await engine.request('search', { query, scope, filters, limit: LIMIT }, { signal });
    this.#host.answered(answer);
    this.#keywordOnly = answer.mode === 'keyword';
    this.#language = answer.language;
    this.#showTitle();
    const after = this.#keywordOnly ? [this.#rows.separator(''), this.#rows.keywordOnly(answer.notices)] : [];
    if (!answer.abstained) return { hits: answer.hits, before: [], after };
    if (scope === 'library' && (await this.#host.libraryIsEmpty())) {
      return { hits: [], before: [this.#rows.emptyLibrary()], after };
    }
    return { hits: answer.hits.slice(0, NEAREST), before: this.#nothingClose(answer, narrowing), after };
  }

  async #similar({ id, title }: { id: string; title: string }, signal: AbortSignal): Promise<Shown> {
    const { engine, t } = this.#services;
    const { hits } = await engine.request('similar', { id, limit: LIMIT }, { signal });
    const label = hits.length > 0 ? t('Similar to {0}', title) : t('Nothing is similar to {0}', title);
    return { hits, before: [this.#rows.separator(label)], after: [] };
  }

  #nothingClose(answer: SearchAnswer, narrowing: SearchNarrowing): Row[] {
    const { t, names } = this.#services;
    const rows = [this.#rows.nothingClose(answer, narrowingText(narrowing, names), isNarrowed(narrowing))];
    if (answer.hits.length > 0) rows.push(this.#rows.separator(t('Not close, but nearest')));
    return rows;
  }

  #failure(error: AtlasError): Shown {
    if (error.code === 'ATLAS-QUERY-EMPTY')
      return { hits: [], before: [this.#rows.nothingToSearch()], after: [] };
    if (error.code !== 'ATLAS-CANCELLED') this.#services.log.error(error);
    return { hits: [], before: this.#rows.failure(error, this.#pick.value), after: [] };
  }

  #show(shown: Shown, active?: Hit): void {
    this.#shown = shown;
    const canCite = vscode.window.activeTextEditor !== undefined;
    const hits = shown.hits.map((hit) => this.#rows.hit(hit, { why: this.#unfolded.has(hit.id), canCite }));
    this.#pick.keepScrollPosition = active !== undefined;
    this.#pick.items = [...shown.before, ...hits, ...shown.after];
    const row = hits[shown.hits.findIndex(({ id }) => id === active?.id)];
    if (row) this.#pick.activeItems = [row];
  }

  #scoped(): SearchNarrowing & { readonly text: string } {
    return { ...scopedText(this.#pick.value, this.#narrowing.scope), filters: this.#narrowing.filters };
  }

  #showTitle(): void {
    const { t, names } = this.#services;
    const narrowed = narrowingText(this.#scoped(), names);
    const where = this.#keywordOnly ? `${narrowed} · ${t('keywords only')}` : narrowed;
    this.#pick.title = this.#title ? `${this.#title} (${where})` : t('VLM Atlas search: {0}', where);
  }

  #accept(): void {
    const [row] = this.#pick.activeItems;
    if (!row) return;
    const { action } = row;
    if (action.type === 'open') this.#take(() => this.#host.chosen(action.hit, this.#language));
    else if (action.type === 'ask') this.#askAgain(action.query);
    else if (action.type === 'command') {
      this.#pick.hide();
      void vscode.commands.executeCommand(action.command);
    } else if (action.type === 'clearHistory') void this.#host.history.clear().then(() => this.#ask());
    else if (action.type === 'widen') this.#widen();
  }

  #setValue(value: string): void {
    clearTimeout(this.#timer);
    this.#value = value;
    this.#pick.value = value;
  }

  #askAgain(query: string): void {
    this.#setValue(query);
    this.#ask();
  }

  #widen(): void {
    this.#narrowing = EVERYTHING;
    this.#askAgain(this.#scoped().text);
  }

  #pressed(row: Row, button: HitAction): void {
    if (row.action.type !== 'open') return;
    const { hit } = row.action;
    if (button === 'why') {
      if (!this.#unfolded.delete(hit.id)) this.#unfolded.add(hit.id);
      this.#show(this.#shown, hit);
    } else if (button === 'similar') {
      this.#setValue('');
      void this.#run((signal) => this.#similar(hit, signal));
    } else if (button === 'link') this.#host.pressed(button, hit, this.#language);
    else this.#take(() => this.#host.pressed(button, hit, this.#language));
  }

  /** The question was answered: it enters the history, and the box makes room. */
  #take(act: () => void): void {
    void this.#host.history.add(this.#scoped().text);
    this.#pick.hide();
    act();
  }

  async #filter(): Promise<void> {
    const { names, t } = this.#services;
    this.#inFilterMenu = true;
    this.#narrowing = await chooseNarrowing(this.#narrowing, names, t);
    this.#inFilterMenu = false;
    this.#pick.show();
    this.#ask();
  }

  #dispose(): void {
    clearTimeout(this.#timer);
    this.#running?.abort();
    this.#pick.dispose();
  }
}

/**
 * The editor sorts rows whose label holds the typed text to the top unless this is off. The property is there in
 * every version since 1.44 but not in the published types; without it rows are merely ordered otherwise.
 */
function keepOrder(pick: vscode.QuickPick<Row>): void {
  (pick as { sortByLabel?: boolean }).sortByLabel = false;
}
