import * as vscode from 'vscode';
import { Explainer, type Eagerness, type Explanation } from '../../core/explain/explainer.ts';
import type { AtlasTerms } from '../../core/explain/terms.ts';
import type { Services } from '../host/services.ts';
import { Bibliographies } from './bibliographies.ts';
import { linesAround, type PlacedLines } from './linesAround.ts';

const SILENCED = 'vlmAtlas.hover.silenced';
const EAGERNESS: readonly Eagerness[] = ['quiet', 'fitting', 'eager'];

export interface Opened {
  readonly terms: AtlasTerms;
  readonly explainer: Explainer;
}

export interface Explained {
  readonly found: Explanation;
  readonly range: vscode.Range;
  readonly terms: AtlasTerms;
}

/** What hovers, definitions, completion and links share: the terms, the workspace's bibliography and its settings. */
export class Explaining {
  readonly bibliographies: Bibliographies;
  readonly #services: Services;
  #opened: Promise<Opened | null> | null = null;

  constructor(services: Services) {
    this.#services = services;
    this.bibliographies = new Bibliographies(services.context.subscriptions);
  }

  /** Null: the terms cannot be read; the log says why. */
  open(): Promise<Opened | null> {
    this.#opened ??= this.#read();
    return this.#opened;
  }

  /** What is explained at a place; null: nothing, or it was cancelled. */
  async at(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<Explained | null> {
    const eagerness = this.#eagerness();
    const opened = eagerness && (await this.open());
    if (!opened || token.isCancellationRequested) return null;
    // Keys alone need the bibliographies.
    const mayCite = /@|cite/.test(document.lineAt(position.line).text);
    const entries = mayCite ? await this.bibliographies.entries() : [];
    if (token.isCancellationRequested) return null;
    const { lines, shift } = linesOf(document);
    const found = opened.explainer.explain(lines, position.line + shift, position.character, {
      languageId: document.languageId,
      entries,
      eagerness,
      silenced: this.silenced(),
    });
    if (!found) return null;
    const range = new vscode.Range(position.line, found.start, position.line, found.end);
    return { found, range, terms: opened.terms };
  }

  silenced(): ReadonlySet<string> {
    return new Set(this.#services.context.workspaceState.get<readonly string[]>(SILENCED, []));
  }

  async setSilenced(id: string, silent: boolean): Promise<void> {
    const others = [...this.silenced()].filter((each) => each !== id);
    await this.#services.context.workspaceState.update(SILENCED, silent ? [...others, id] : others);
  }

  /** Null: nothing is to be explained. */
  #eagerness(): Eagerness | null {
    const set = vscode.workspace.getConfiguration('vlmAtlas.hover').get<unknown>('eagerness');
    return set === 'off' ? null : (EAGERNESS.find((each) => each === set) ?? 'fitting');
  }

  async #read(): Promise<Opened | null> {
    const terms = await this.#services.atlas.terms();
    return terms && { terms, explainer: new Explainer(terms) };
  }
}

function linesOf(document: vscode.TextDocument): PlacedLines {
  return linesAround(
    document,
    notebookOf(document)
      ?.getCells()
      .map((cell) => cell.document) ?? [],
  );
}

/** The notebook that a cell's document belongs to. */
export const notebookOf = (document: vscode.TextDocument): vscode.NotebookDocument | undefined =>
  document.uri.scheme === 'vscode-notebook-cell'
    ? vscode.workspace.notebookDocuments.find((notebook) =>
        notebook.getCells().some((cell) => cell.document === document),
      )
    : undefined;
