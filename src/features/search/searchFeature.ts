import * as vscode from 'vscode';
import type { Hit, Scope } from '../../core/hit.ts';
import { AtlasError } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import { insertCitation } from '../citation/insertCitation.ts';
import { copyLink } from '../host/copyLink.ts';
import type { Services } from '../host/services.ts';
import { registerCommand, showError } from '../host/showError.ts';
import type { LibraryIndexer } from '../library/libraryIndexer.ts';
import type { Reader } from '../reader/reader.ts';
import { SearchBox, type SearchBoxHost, type SearchBoxOptions } from './searchBox.ts';
import { SearchHistory } from './searchHistory.ts';

/** A question made of a whole paragraph is cut here: the model reads about this much. */
const LONGEST_TEXT = 1500;

/** Search in its forms: by question, by selection, by likeness; and choosing a paper for other features. */
export class SearchFeature {
  readonly #services: Services;
  readonly #reader: Reader;
  readonly #library: LibraryIndexer;
  readonly #history: SearchHistory;

  constructor(services: Services, reader: Reader, library: LibraryIndexer) {
    this.#services = services;
    this.#reader = reader;
    this.#library = library;
    this.#history = new SearchHistory(services.context.globalState);
    registerCommand(services, 'search', (query?: unknown) => {
      this.open(typeof query === 'string' ? { query } : {});
    });
    registerCommand(services, 'searchSelection', () => this.#searchSelection());
    registerCommand(services, 'searchLikeThis', (id?: unknown, title?: unknown) =>
      this.#searchLikeThis(id, title),
    );
  }

  open(options: SearchBoxOptions, chosen?: (hit: Hit) => void): void {
    new SearchBox(this.#services, this.#boxHost(chosen), options);
  }

  /** Opens the box in one scope; what is chosen there goes to `chosen` instead of the reader. */
  choose(title: string, scope: Scope, chosen: (hit: Hit) => void): void {
    this.open({ title, narrowing: { scope, filters: {} } }, chosen);
  }

  #boxHost(chosen?: (hit: Hit) => void): SearchBoxHost {
    return {
      history: this.#history,
      chosen: chosen ?? ((hit, language) => this.#openHit(hit, language, false)),
      pressed: (action, hit, language) => {
        if (action === 'side') this.#openHit(hit, language, true);
        else if (action === 'link') this.#attempt(copyLink(this.#services, hit.id, hit.title));
        else this.#attempt(insertCitation(this.#services, hit.paper ?? hit.id));
      },
      answered: (answer) => {
        this.#services.engine.noteMode(answer.mode, answer.notices);
        this.#library.afterAnswer();
      },
      libraryIsEmpty: () => this.#library.isEmpty(),
    };
  }

  /** A card opens in the language of the question, a passage in its own. */
  #openHit(hit: Hit, asked: Language, side: boolean): void {
    const own = hit.kind === 'passage' || hit.kind === 'figure';
    this.#attempt(
      this.#reader.open(hit.id, { where: side ? 'side' : 'tab', language: own ? hit.language : asked }),
    );
  }

  #attempt(work: Promise<void>): void {
    work.catch((error: unknown) => void showError(this.#services, error));
  }

  #searchSelection(): void {
    const editor = vscode.window.activeTextEditor;
    const text = editor ? oneLine(editor.document.getText(editor.selection)) : '';
    this.open(text === '' ? {} : { query: text });
  }

  /** @param title what the thing is called; the reader knows it too where it is shown there */
  #searchLikeThis(id: unknown, title: unknown): void {
    const { t } = this.#services;
    const shown = this.#reader.shown();
    const named = typeof title === 'string' ? title : shown?.id === id ? shown?.title : undefined;
    if (typeof id === 'string') this.open({ similarTo: { id, title: named ?? id } });
    else if (shown) this.open({ similarTo: shown });
    else {
      const query = paragraphAtCursor(vscode.window.activeTextEditor);
      if (query === '') {
        const message = t(
          'There is no text at the cursor to search with. Put the cursor into a paragraph, or select text.',
        );
        throw new AtlasError('ATLAS-USAGE', message);
      }
      this.open({ query });
    }
  }
}

const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim().slice(0, LONGEST_TEXT);

/** The selection, or else the lines around the cursor up to the next blank ones. */
function paragraphAtCursor(editor: vscode.TextEditor | undefined): string {
  if (!editor) return '';
  const { document, selection } = editor;
  if (!selection.isEmpty) return oneLine(document.getText(selection));
  const blank = (line: number): boolean => document.lineAt(line).isEmptyOrWhitespace;
  let first = selection.active.line;
  let last = first;
  if (blank(first)) return '';
  while (first > 0 && !blank(first - 1)) first--;
  while (last < document.lineCount - 1 && !blank(last + 1)) last++;
  return oneLine(document.getText(new vscode.Range(first, 0, last, document.lineAt(last).text.length)));
}
