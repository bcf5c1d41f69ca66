import * as vscode from 'vscode';
import type { Hit } from '../../core/hit.ts';
import { AtlasError } from '../../core/errors.ts';
import { isAtlasId } from '../host/atlasLink.ts';
import type { Services } from '../host/services.ts';
import { registerCommand, showError } from '../host/showError.ts';
import type { Reader } from '../reader/reader.ts';
import type { SearchFeature } from '../search/searchFeature.ts';
import { insertCitation } from './insertCitation.ts';

/** Citations and BibTeX entries, of a paper that is given, shown in the reader, or searched for. */
export class CitationFeature {
  readonly #services: Services;
  readonly #search: SearchFeature;

  constructor(services: Services, search: SearchFeature, reader: Reader) {
    const { t } = services;
    this.#services = services;
    this.#search = search;
    registerCommand(services, 'insertCitation', (id?: unknown) => {
      if (!vscode.window.activeTextEditor) {
        throw new AtlasError(
          'ATLAS-USAGE',
          t('Open the document that the citation belongs into, then try again.'),
        );
      }
      return this.#with(id, t('Insert a citation'), (paper) => insertCitation(services, paper));
    });
    registerCommand(services, 'copyBibtex', (id?: unknown) =>
      this.#with(id ?? reader.shown()?.id, t('Copy a BibTeX entry'), (paper) => this.#copyBibtex(paper)),
    );
  }

  async #copyBibtex(id: string): Promise<void> {
    const { engine, t } = this.#services;
    const { key, bibtex } = await engine.request('cite', { id });
    await vscode.env.clipboard.writeText(bibtex);
    vscode.window.setStatusBarMessage(t('BibTeX copied: {0}', key), 4000);
  }

  #with(id: unknown, title: string, act: (id: string) => Promise<void>): Promise<void> | undefined {
    if (isAtlasId(id)) return act(id);
    this.#search.choose(title, 'papers', (hit: Hit) => {
      act(hit.paper ?? hit.id).catch((error: unknown) => void showError(this.#services, error));
    });
    return undefined;
  }
}
