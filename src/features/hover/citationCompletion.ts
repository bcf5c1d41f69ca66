import * as vscode from 'vscode';
import { notebookOf, type Explaining } from './explaining.ts';
import { citationChoices, type CitationChoice } from './citationChoices.ts';
import type { FiledEntry } from './bibliographies.ts';
import { typedKey } from './openCitation.ts';

/** Offers citation keys: those of the workspace's .bib files, then those of the atlas's papers. Needs no engine. */
export class CitationCompletion implements vscode.CompletionItemProvider {
  static readonly triggers = ['@', '{', ','] as const;
  readonly #explaining: Explaining;
  /** What was offered last, and of which entries. */
  #last: { readonly entries: readonly FiledEntry[]; readonly choices: readonly CitationChoice[] } | null =
    null;

  constructor(explaining: Explaining) {
    this.#explaining = explaining;
  }

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.CompletionItem[] | null> {
    const { text } = document.lineAt(position.line);
    const typed = typedKey(document.languageId, text.slice(0, position.character));
    if (typed === null) return null;
    const choices = await this.#choices();
    if (token.isCancellationRequested) return null;
    const rest = /^[\w:.+-]*/.exec(text.slice(position.character))![0].length;
    const inserting = new vscode.Range(position.translate(0, -typed.length), position);
    const replacing = new vscode.Range(inserting.start, position.translate(0, rest));
    const { uri } = notebookOf(document) ?? document;
    return choices.map((choice) => {
      // The list shows a description in every row, and the detail in the chosen one alone.
      const label = { label: choice.key, description: choice.paper ? 'VLM Atlas' : choice.detail };
      const item = new vscode.CompletionItem(label, vscode.CompletionItemKind.Reference);
      item.insertText = choice.key;
      item.detail = choice.detail;
      item.documentation = choice.title;
      item.filterText = choice.words;
      item.sortText = `${choice.paper ? 1 : 0} ${choice.key}`;
      item.range = { inserting, replacing };
      if (choice.paper) {
        const command = 'vlmAtlas.addToBibliography';
        item.command = { title: '', command, arguments: [choice.paper, choice.key, uri.toString()] };
      }
      return item;
    });
  }

  async #choices(): Promise<readonly CitationChoice[]> {
    const [opened, entries] = await Promise.all([
      this.#explaining.open(),
      this.#explaining.bibliographies.entries(),
    ]);
    if (this.#last?.entries !== entries)
      this.#last = { entries, choices: citationChoices(entries, opened?.terms ?? null) };
    return this.#last.choices;
  }
}
