import * as vscode from 'vscode';
import { AtlasError } from '../../core/errors.ts';
import type { AtlasTerms } from '../../core/explain/terms.ts';
import type { Services } from '../host/services.ts';
import { isAtlasId } from '../host/atlasLink.ts';
import { errorText } from '../host/showError.ts';

/** Cards and papers as read-only Markdown documents: `vlm-atlas:/m-rope/M-RoPE.md`. */
export const SCHEME = 'vlm-atlas';
const LONGEST_TITLE = 80;

/** The title is for the tab alone: the id says what it is. */
export function atlasDocumentUri(
  card: string,
  terms: AtlasTerms,
  language: Services['language'],
): vscode.Uri {
  const title = terms.papers[card]?.title ?? terms.concepts[card]?.names[language] ?? card;
  const name = title
    .replace(/[\\/:*?"<>|#%\s]+/g, ' ')
    .slice(0, LONGEST_TITLE)
    .trim();
  return vscode.Uri.from({ scheme: SCHEME, path: `/${card}/${name}.md` });
}

/** Puts the text of such a document together, in the editor's language. What goes wrong becomes the text. */
export class AtlasDocuments implements vscode.TextDocumentContentProvider {
  readonly #services: Pick<Services, 'engine' | 'language' | 't'>;

  constructor(services: Pick<Services, 'engine' | 'language' | 't'>) {
    this.#services = services;
  }

  async provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const { engine, language, t } = this.#services;
    const id = uri.path.split('/')[1];
    if (!isAtlasId(id)) return t('{0} is not the address of a card or paper.', uri.toString());
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort());
    try {
      const answer = await engine.request('read', { id, language }, { signal: abort.signal });
      // Links to other cards lead nowhere in an editor; the names in them have their definitions.
      const text = answer.markdown.replace(/\[((?:[^\]\\]|\\.)+)\]\(concepts\/[\w.-]+\.md\)/g, '$1');
      return /^# /.test(text) ? text : `# ${answer.titles[answer.language]}\n\n${text}`;
    } catch (error) {
      return errorText(AtlasError.from(error));
    }
  }
}
