import * as vscode from 'vscode';
import { arxivOf } from '../../core/explain/bibliography.ts';
import { mayHaveLinks, paperLinksIn } from '../../core/explain/paperLinks.ts';
import type { Explaining } from './explaining.ts';

/** arXiv ids and DOIs in a text lead to the paper's page; only who follows a link goes out. */
export class LinkProvider implements vscode.DocumentLinkProvider {
  readonly #explaining: Explaining;

  constructor(explaining: Explaining) {
    this.#explaining = explaining;
  }

  async provideDocumentLinks(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<vscode.DocumentLink[]> {
    if (!mayHaveLinks(document.getText())) return [];
    const known = await this.#knownIds();
    if (token.isCancellationRequested) return [];
    const links: vscode.DocumentLink[] = [];
    for (let line = 0; line < document.lineCount; line += 1) {
      const { text } = document.lineAt(line);
      if (!mayHaveLinks(text)) continue;
      for (const { start, end, url } of paperLinksIn(text, document.languageId, (id) => known.has(id)))
        links.push(new vscode.DocumentLink(new vscode.Range(line, start, line, end), vscode.Uri.parse(url)));
    }
    return links;
  }

  async #knownIds(): Promise<ReadonlySet<string>> {
    const [opened, entries] = await Promise.all([
      this.#explaining.open(),
      this.#explaining.bibliographies.entries(),
    ]);
    const ofAtlas = Object.values(opened?.terms.papers ?? {}).map(({ arxiv }) => arxiv);
    return new Set([...ofAtlas, ...entries.map(arxivOf)].filter((id): id is string => Boolean(id)));
  }
}
