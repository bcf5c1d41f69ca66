import * as vscode from 'vscode';
import { isAtlasId } from '../host/atlasLink.ts';
import type { Services } from '../host/services.ts';
import { registerCommand } from '../host/showError.ts';
import type { Mentions } from '../library/mentions.ts';
import { addToBibliography } from './addToBibliography.ts';
import { AtlasDocuments, SCHEME } from './atlasDocuments.ts';
import { CitationCompletion } from './citationCompletion.ts';
import { DefinitionProvider } from './definitionProvider.ts';
import { Explaining } from './explaining.ts';
import { HoverProvider } from './hoverProvider.ts';
import { LinkProvider } from './linkProvider.ts';
import { CITING_LANGUAGES } from './openCitation.ts';

/** What a text offers where the reader writes it: hovers, definitions, completion of citation keys, and links. */
export class HoverFeature {
  readonly #services: Services;
  readonly #explaining: Explaining;
  readonly #register: (languages: readonly string[]) => vscode.Disposable;
  #registration: vscode.Disposable | null = null;

  /** @param mentions null: hovers do not say where the reader's own documents mention a thing */
  constructor(services: Services, mentions: Pick<Mentions, 'of'> | null) {
    const { context } = services;
    this.#services = services;
    const explaining = new Explaining(services);
    this.#explaining = explaining;
    const hovers = new HoverProvider(services, explaining, mentions);
    const definitions = new DefinitionProvider(services, explaining);
    const links = new LinkProvider(explaining);
    const completion = new CitationCompletion(explaining);
    this.#register = (languages) => {
      const citing = languages.filter((id) => CITING_LANGUAGES.has(id));
      return vscode.Disposable.from(
        vscode.languages.registerHoverProvider(languages, hovers),
        vscode.languages.registerDefinitionProvider(languages, definitions),
        vscode.languages.registerDocumentLinkProvider(languages, links),
        vscode.languages.registerCompletionItemProvider(citing, completion, ...CitationCompletion.triggers),
      );
    };
    this.#registerAll();
    context.subscriptions.push(
      { dispose: () => this.#registration?.dispose() },
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, new AtlasDocuments(services)),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('vlmAtlas.hover.languages')) this.#registerAll();
      }),
    );
    registerCommand(services, 'hoverNotHere', (id?: unknown) => this.#silence(id));
    registerCommand(services, 'addToBibliography', (paper?: unknown, key?: unknown, document?: unknown) =>
      addToBibliography(services, explaining.bibliographies, { paper, key, document }),
    );
  }

  #registerAll(): void {
    this.#registration?.dispose();
    const languages = vscode.workspace.getConfiguration('vlmAtlas.hover').get<unknown>('languages');
    const ids = Array.isArray(languages)
      ? languages.filter((id): id is string => typeof id === 'string')
      : [];
    this.#registration = this.#register(ids);
  }

  async #silence(id: unknown): Promise<void> {
    if (!isAtlasId(id)) return;
    const { t, language } = this.#services;
    await this.#explaining.setSilenced(id, true);
    const undo = t('Explain it again');
    const name = (await this.#explaining.open())?.terms.concepts[id]?.names[language] ?? id;
    const chosen = await vscode.window.showInformationMessage(
      t('“{0}” is no longer explained in this workspace.', name),
      undo,
    );
    if (chosen === undo) await this.#explaining.setSilenced(id, false);
  }
}
