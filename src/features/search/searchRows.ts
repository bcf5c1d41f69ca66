import * as vscode from 'vscode';
import type { AtlasError } from '../../core/errors.ts';
import type { Hit, HitKind, SearchAnswer } from '../../core/hit.ts';
import type { Names } from '../host/names.ts';
import { helpsToRestart } from '../host/showError.ts';
import type { Translate } from '../host/translate.ts';
import { hitPlace, rowLine, snippetWindow } from './rowText.ts';

/** What choosing a row does. */
export type RowAction =
  | { readonly type: 'open'; readonly hit: Hit }
  | { readonly type: 'ask'; readonly query: string }
  | { readonly type: 'command'; readonly command: string }
  | { readonly type: 'clearHistory' }
  | { readonly type: 'widen' }
  | { readonly type: 'none' };

export interface Row extends vscode.QuickPickItem {
  readonly action: RowAction;
}

export type HitAction = 'side' | 'link' | 'cite' | 'similar' | 'why';

export interface HitButton extends vscode.QuickInputButton {
  readonly action: HitAction;
}

const ICONS: Readonly<Record<HitKind, string>> = {
  concept: 'lightbulb',
  paper: 'book',
  passage: 'file-text',
  figure: 'file-media',
};

const icon = (name: string): vscode.ThemeIcon => new vscode.ThemeIcon(name);

/** The rows of the search box. Every row is shown always: the engine has chosen and ordered them, not the editor. */
export class SearchRows {
  readonly #t: Translate;
  readonly #names: Names;

  constructor(t: Translate, names: Names) {
    this.#t = t;
    this.#names = names;
  }

  hit(hit: Hit, options: { readonly why: boolean; readonly canCite: boolean }): Row {
    return {
      label: rowLine(hit.title),
      description: hitPlace(hit, this.#names, this.#t),
      detail: options.why
        ? rowLine(this.#t('Why: {0}', hit.why.join(' · ')))
        : snippetWindow(hit.snippet, hit.matches),
      iconPath: icon(ICONS[hit.kind]),
      buttons: this.#buttons(hit, options.canCite),
      alwaysShow: true,
      action: { type: 'open', hit },
    };
  }

  separator(label: string): Row {
    return { label, kind: vscode.QuickPickItemKind.Separator, action: { type: 'none' } };
  }

  searching(): Row {
    return this.#message('loading~spin', this.#t('Searching…'), '', { type: 'none' });
  }

  nothingClose(answer: SearchAnswer, where: string, narrowed: boolean): Row {
    const t = this.#t;
    const query = answer.query.length > 60 ? `${answer.query.slice(0, 60)}…` : answer.query;
    const searched = t(
      'Searched: {0}. No text there is near enough to “{1}” to be its answer.',
      where,
      query,
    );
    return narrowed
      ? this.#message('circle-slash', t('Nothing close. Search everything instead'), searched, {
          type: 'widen',
        })
      : this.#message('circle-slash', t('Nothing close'), searched, { type: 'none' });
  }

  keywordOnly(notices: readonly string[]): Row {
    const reason = notices.length > 0 ? notices.join(' ') : this.#t('The text model is not in use.');
    return this.#message('warning', this.#t('Keyword search only. Restart the engine to try again'), reason, {
      type: 'command',
      command: 'vlmAtlas.restartEngine',
    });
  }

  emptyLibrary(): Row {
    const label = this.#t('Your library is empty. Add a folder of notes');
    const detail = this.#t('Its Markdown files are indexed on this machine; nothing leaves it.');
    return this.#message('folder-library', label, detail, { type: 'command', command: 'vlmAtlas.addFolder' });
  }

  /** The first row asks again: after a crash the engine is there again by itself. */
  failure(error: AtlasError, query: string): Row[] {
    const label = this.#t('The search failed ({0}). Ask again', error.code);
    const rows = [this.#message('error', label, error.message, { type: 'ask', query })];
    if (helpsToRestart(error)) {
      const restart = this.#t('Restart the engine');
      rows.push(
        this.#message('debug-restart', restart, '', { type: 'command', command: 'vlmAtlas.restartEngine' }),
      );
    }
    const log = this.#t('Show the log');
    rows.push(this.#message('output', log, '', { type: 'command', command: 'vlmAtlas.showLog' }));
    return rows;
  }

  nothingToSearch(): Row {
    const detail = this.#t('The question holds no word or sign that can be searched for.');
    return this.#message('info', this.#t('Nothing to search for'), detail, { type: 'none' });
  }

  history(entries: readonly string[]): Row[] {
    const t = this.#t;
    if (entries.length === 0) {
      const examples = [
        t('Why does contrastive training want such a large batch?'),
        t('How are video frames given positions?'),
        t('latent diffusion'),
      ];
      return [this.separator(t('Try')), ...examples.map((query) => this.#question('comment', query))];
    }
    return [
      this.separator(t('Recent questions')),
      ...entries.map((query) => this.#question('history', query)),
      this.#message('clear-all', t('Clear the recent questions'), '', { type: 'clearHistory' }),
    ];
  }

  #question(name: string, query: string): Row {
    return { label: rowLine(query), iconPath: icon(name), alwaysShow: true, action: { type: 'ask', query } };
  }

  #message(name: string, label: string, detail: string, action: RowAction): Row {
    return {
      label,
      ...(detail ? { detail: rowLine(detail) } : {}),
      iconPath: icon(name),
      alwaysShow: true,
      action,
    };
  }

  #buttons(hit: Hit, canCite: boolean): HitButton[] {
    const t = this.#t;
    const buttons: HitButton[] = [
      { iconPath: icon('split-horizontal'), tooltip: t('Open to the Side'), action: 'side' },
      { iconPath: icon('link'), tooltip: t('Copy Link'), action: 'link' },
    ];
    if (canCite && hit.paper !== null) {
      buttons.push({ iconPath: icon('quote'), tooltip: t('Insert Citation at the Cursor'), action: 'cite' });
    }
    buttons.push(
      { iconPath: icon('search-fuzzy'), tooltip: t('Find Similar'), action: 'similar' },
      { iconPath: icon('question'), tooltip: t('Why It Matched'), action: 'why' },
    );
    return buttons;
  }
}
