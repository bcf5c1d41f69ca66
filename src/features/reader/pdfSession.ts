import { basename } from 'node:path';
import { AtlasError } from '../../core/errors.ts';
import type { PdfDocumentInfo } from '../../core/pdf.ts';
import type { ToReader } from '../../protocol/readerMessages.ts';
import type { Services } from '../host/services.ts';
import { errorText } from '../host/showError.ts';

/** The PDF that a reader shows: asks the engine for its pages, one after the other. */
export class PdfSession {
  readonly #services: Pick<Services, 'engine' | 'log'>;
  readonly #post: (message: ToReader) => void;
  #file: string | null = null;
  #find: AbortController | undefined;

  constructor(services: Pick<Services, 'engine' | 'log'>, post: (message: ToReader) => void) {
    this.#services = services;
    this.#post = post;
  }

  /** @throws AtlasError for what is no PDF that can be shown */
  async open(file: string, signal: AbortSignal): Promise<PdfDocumentInfo & { readonly title: string }> {
    const info = await this.#services.engine.request('pdfOpen', { file }, { signal });
    if (!signal.aborted) this.#file = file;
    return { ...info, title: info.title ?? basename(file) };
  }

  close(): void {
    this.#file = null;
    this.#find?.abort();
  }

  async page(page: number, width: number): Promise<void> {
    const file = this.#file;
    if (file === null) return;
    try {
      const image = await this.#services.engine.request('pdfPage', { file, page, width });
      if (this.#file === file) this.#post({ type: 'pdfPage', ...image });
    } catch (thrown) {
      const error = AtlasError.from(thrown);
      this.#services.log.warn(`Page ${page} of ${file} was not drawn: ${error.message}`);
      if (this.#file === file) this.#post({ type: 'pdfFailed', page, message: errorText(error) });
    }
  }

  async find(query: string): Promise<void> {
    this.#find?.abort();
    const file = this.#file;
    if (file === null || query.trim() === '') return;
    const find = new AbortController();
    this.#find = find;
    try {
      const found = await this.#services.engine.request('pdfFind', { file, query }, { signal: find.signal });
      if (this.#file === file) this.#post({ type: 'pdfMatches', query, ...found });
    } catch (error) {
      if (!find.signal.aborted) throw error;
    }
  }
}
