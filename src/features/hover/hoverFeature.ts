import * as vscode from 'vscode';
import { Explainer, type Eagerness, type Lines } from '../../core/explain/explainer.ts';
import type { AtlasTerms } from '../../core/explain/terms.ts';
import { isAtlasId } from '../host/atlasLink.ts';
import type { Services } from '../host/services.ts';
import { registerCommand } from '../host/showError.ts';
import { Bibliographies } from './bibliographies.ts';
import { HOVER_COMMANDS, hoverMarkdown } from './hoverMarkdown.ts';

const SILENCED = 'vlmAtlas.hover.silenced';
const EAGERNESS: readonly Eagerness[] = ['quiet', 'fitting', 'eager'];

interface Opened {
  readonly terms: AtlasTerms;
  readonly explainer: Explainer;
}

const linesOf = (document: vscode.TextDocument): Lines => ({
  count: document.lineCount,
  line: (number) => document.lineAt(number).text,
});

/** Explains terms, code symbols, citations and papers under the cursor, from one file and without the engine. */
export class HoverFeature implements vscode.HoverProvider {
  readonly #services: Services;
  readonly #bibliographies: Bibliographies;
  #opened: Promise<Opened | null> | null = null;
  #registration: vscode.Disposable | null = null;

  constructor(services: Services) {
    const { context, t } = services;
    this.#services = services;
    this.#bibliographies = new Bibliographies(context.subscriptions);
    this.#register();
    context.subscriptions.push(
      { dispose: () => this.#registration?.dispose() },
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('vlmAtlas.hover.languages')) this.#register();
      }),
    );
    registerCommand(services, 'hoverNotHere', async (id?: unknown) => {
      if (!isAtlasId(id)) return;
      await context.workspaceState.update(SILENCED, [...this.#silenced(), id]);
      const undo = t('Explain it again');
      const chosen = await vscode.window.showInformationMessage(
        t('“{0}” is no longer explained in this workspace.', (await this.#name(id)) ?? id),
        undo,
      );
      if (chosen === undo)
        await context.workspaceState.update(
          SILENCED,
          [...this.#silenced()].filter((each) => each !== id),
        );
    });
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | null> {
    const eagerness = this.#eagerness();
    const opened = eagerness && (await this.#open());
    if (!opened || token.isCancellationRequested) return null;
    const { languageId } = document;
    // Keys alone need the bibliographies.
    const mayCite = /@|cite/.test(document.lineAt(position.line).text);
    const entries = mayCite ? await this.#bibliographies.entries().catch(() => []) : [];
    if (token.isCancellationRequested) return null;
    const found = opened.explainer.explain(linesOf(document), position.line, position.character, {
      languageId,
      entries,
      eagerness,
      silenced: this.#silenced(),
    });
    if (!found) return null;
    const { language, t, context } = this.#services;
    const picture = (figure: string): string =>
      vscode.Uri.joinPath(
        context.extensionUri,
        'dist',
        'atlas',
        'figures',
        `${figure}.${language}.png`,
      ).toString();
    const markdown = hoverMarkdown(found.card, opened.terms, { language, t, picture });
    if (markdown === null) return null;
    const content = new vscode.MarkdownString(markdown);
    content.isTrusted = { enabledCommands: HOVER_COMMANDS.map((command) => `vlmAtlas.${command}`) };
    return new vscode.Hover(content, new vscode.Range(position.line, found.start, position.line, found.end));
  }

  #register(): void {
    this.#registration?.dispose();
    const languages = vscode.workspace.getConfiguration('vlmAtlas.hover').get<unknown>('languages');
    const ids = Array.isArray(languages)
      ? languages.filter((id): id is string => typeof id === 'string')
      : [];
    this.#registration = vscode.languages.registerHoverProvider(ids, this);
  }

  /** Null: nothing is to be explained. */
  #eagerness(): Eagerness | null {
    const set = vscode.workspace.getConfiguration('vlmAtlas.hover').get<unknown>('eagerness');
    return set === 'off' ? null : (EAGERNESS.find((each) => each === set) ?? 'fitting');
  }

  #silenced(): ReadonlySet<string> {
    return new Set(this.#services.context.workspaceState.get<readonly string[]>(SILENCED, []));
  }

  async #name(id: string): Promise<string | undefined> {
    return (await this.#open())?.terms.concepts[id]?.names[this.#services.language];
  }

  #open(): Promise<Opened | null> {
    this.#opened ??= this.#read();
    return this.#opened;
  }

  async #read(): Promise<Opened | null> {
    const terms = await this.#services.atlas.terms();
    return terms && { terms, explainer: new Explainer(terms) };
  }
}
