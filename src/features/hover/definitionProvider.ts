import * as vscode from 'vscode';
import { identifiersIn } from '../../core/explain/identifiers.ts';
import { LONGEST_LINE } from '../../core/explain/surroundings.ts';
import type { Services } from '../host/services.ts';
import { atlasDocumentUri } from './atlasDocuments.ts';
import type { Explained, Explaining } from './explaining.ts';

/**
 * In Python a name has its own definition, by the language's extension: were the card of `CLIPModel` offered beside
 * it, "Go to Definition" would stop to ask. JSON and YAML keep theirs as well, but only for `$ref` and anchors, where
 * nothing of ours is explained: a model id or a setting there has no other definition.
 */
const OWN_DEFINITIONS: ReadonlySet<string> = new Set(['python']);
const TOP = new vscode.Range(0, 0, 0, 0);

/** From a citation key to its entry in a .bib file; from what is explained to its card or paper. */
export class DefinitionProvider implements vscode.DefinitionProvider {
  readonly #services: Services;
  readonly #explaining: Explaining;

  constructor(services: Services, explaining: Explaining) {
    this.#services = services;
    this.#explaining = explaining;
  }

  async provideDefinition(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.DefinitionLink[] | null> {
    return (
      (await this.#entry(document, position)) ??
      (token.isCancellationRequested ? null : await this.#card(document, position, token))
    );
  }

  /** The reader's own entry, whatever is explained: it is no explanation. */
  async #entry(
    document: vscode.TextDocument,
    { line, character }: vscode.Position,
  ): Promise<vscode.DefinitionLink[] | null> {
    const { text } = document.lineAt(line);
    const key = identifiersIn(text.slice(0, LONGEST_LINE), document.languageId).find(
      ({ kind, start, end }) => kind === 'key' && character >= start && character <= end,
    );
    if (!key) return null;
    const entries = await this.#explaining.bibliographies.entries();
    const entry = entries.find((each) => each.key === key.value);
    if (!entry) return null;
    const start = new vscode.Position(entry.line, entry.character);
    const range = new vscode.Range(start, start.translate(0, entry.key.length));
    const originSelectionRange = new vscode.Range(line, key.start, line, key.end);
    return [{ originSelectionRange, targetUri: entry.file, targetRange: range }];
  }

  async #card(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.DefinitionLink[] | null> {
    const explained =
      (await this.#explaining.at(document, position, token)) ??
      (await this.#before(document, position, token));
    if (!explained) return null;
    const { found, range, terms } = explained;
    if (found.by === 'term' && OWN_DEFINITIONS.has(document.languageId)) return null;
    const targetUri = atlasDocumentUri(found.card, terms, this.#services.language);
    // The document itself has no way further down.
    if (targetUri.toString() === document.uri.toString()) return null;
    return [{ originSelectionRange: range, targetUri, targetRange: TOP }];
  }

  /** A cursor behind a word, as a double click leaves it, means the word. */
  async #before(
    document: vscode.TextDocument,
    { line, character }: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<Explained | null> {
    if (character === 0) return null;
    return this.#explaining.at(document, new vscode.Position(line, character - 1), token);
  }
}
