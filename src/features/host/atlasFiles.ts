import * as vscode from 'vscode';
import { parseContents, type AtlasContents } from '../../core/atlasContents.ts';
import { parseTerms, type AtlasTerms } from '../../core/explain/terms.ts';
import type { Services } from './services.ts';

/** Files of the built atlas that are read without the engine, once. */
export class AtlasFiles {
  readonly #services: Pick<Services, 'context' | 'log'>;
  #terms: Promise<AtlasTerms | null> | null = null;
  #contents: Promise<AtlasContents | null> | null = null;

  constructor(services: Pick<Services, 'context' | 'log'>) {
    this.#services = services;
  }

  /** Null: it cannot be read; the log says why. */
  terms(): Promise<AtlasTerms | null> {
    this.#terms ??= this.#read('terms.json', parseTerms);
    return this.#terms;
  }

  /** Null: it cannot be read; the log says why. */
  contents(): Promise<AtlasContents | null> {
    this.#contents ??= this.#read('contents.json', parseContents);
    return this.#contents;
  }

  async #read<T>(name: string, parse: (json: string) => T): Promise<T | null> {
    const { context, log } = this.#services;
    const file = vscode.Uri.joinPath(context.extensionUri, 'dist', 'atlas', name);
    try {
      return parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)));
    } catch (error) {
      log.error(`${file.fsPath} cannot be read.`, error);
      return null;
    }
  }
}
