import * as vscode from 'vscode';
import type { Services } from '../host/services.ts';
import type { Mentions } from '../library/mentions.ts';
import { HOVER_COMMANDS } from './commandLink.ts';
import { notebookOf, type Explaining } from './explaining.ts';
import { hoverMarkdown } from './hoverMarkdown.ts';
import { libraryLine } from './libraryLine.ts';

/** Explains terms, code symbols, citations and papers under the cursor, from one file and without the engine. */
export class HoverProvider implements vscode.HoverProvider {
  readonly #services: Services;
  readonly #explaining: Explaining;
  readonly #mentions: Pick<Mentions, 'of'> | null;

  constructor(services: Services, explaining: Explaining, mentions: Pick<Mentions, 'of'> | null) {
    this.#services = services;
    this.#explaining = explaining;
    this.#mentions = mentions;
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | null> {
    const explained = await this.#explaining.at(document, position, token);
    if (!explained) return null;
    const { card } = explained.found;
    const { language, t } = this.#services;
    const markdown = hoverMarkdown(card, explained.terms, {
      language,
      t,
      picture: (figure) => this.#picture(figure),
      library: this.#libraryLine(card, document),
    });
    if (markdown === null) return null;
    const content = new vscode.MarkdownString(markdown);
    content.isTrusted = { enabledCommands: HOVER_COMMANDS.map((command) => `vlmAtlas.${command}`) };
    return new vscode.Hover(content, explained.range);
  }

  /** Where other documents mention it: that this one does is plain to see. */
  #libraryLine(card: string, document: vscode.TextDocument): string {
    const { fsPath } = (notebookOf(document) ?? document).uri;
    const others = (this.#mentions?.of(card) ?? []).filter(({ file }) => file !== fsPath);
    const address = (file: string): string => vscode.Uri.file(file).toString();
    return libraryLine(card, others, { t: this.#services.t, address });
  }

  #picture(figure: string): string {
    const { language, context } = this.#services;
    const file = `${figure}.${language}.png`;
    return vscode.Uri.joinPath(context.extensionUri, 'dist', 'atlas', 'figures', file).toString();
  }
}
