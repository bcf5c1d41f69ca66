import { AtlasError } from '../core/errors.ts';
import type { EngineReport } from '../protocol/messages.ts';
import type {
  EngineConfiguration,
  EngineRequests,
  IndexProgress,
  RequestName,
} from '../protocol/requests.ts';
import { REQUEST_SHAPES } from '../protocol/requestShapes.ts';
import type { EngineParts } from './engineParts.ts';
import { EngineServices } from './engineServices.ts';
import { cite } from './handlers/cite.ts';
import { doctor } from './handlers/doctor.ts';
import type { Handler, HandlerContext } from './handlers/handler.ts';
import { indexFolder } from './handlers/indexFolder.ts';
import { library } from './handlers/library.ts';
import { mentions } from './handlers/mentions.ts';
import { pdfFind } from './handlers/pdfFind.ts';
import { pdfOpen } from './handlers/pdfOpen.ts';
import { pdfPage } from './handlers/pdfPage.ts';
import { read, readFile } from './handlers/read.ts';
import { search } from './handlers/search.ts';
import { similar } from './handlers/similar.ts';

const HANDLERS: { readonly [N in RequestName]: Handler<N> } = {
  search,
  similar,
  read,
  readFile,
  pdfOpen,
  pdfPage,
  pdfFind,
  cite,
  index: indexFolder,
  library,
  mentions,
  doctor,
};

export interface EngineRequestOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: IndexProgress) => void;
}

const cancelled = (): AtlasError => new AtlasError('ATLAS-CANCELLED', 'The request was cancelled.');

/** Content, inference and store put together; the same in a process of its own, in a thread and in the terminal. */
export class Engine {
  readonly #services: EngineServices;
  readonly #ending = new AbortController();

  constructor(
    configuration: EngineConfiguration,
    parts: EngineParts,
    report: (report: EngineReport) => void,
  ) {
    this.#services = new EngineServices(configuration, parts, report);
  }

  /** Rejects with `AtlasError`; at once with `ATLAS-CANCELLED` when aborted, whatever is still running then. */
  async request<N extends RequestName>(
    name: N,
    payload: unknown,
    options: EngineRequestOptions = {},
  ): Promise<EngineRequests[N]['out']> {
    const signal = AbortSignal.any([this.#ending.signal, ...(options.signal ? [options.signal] : [])]);
    if (signal.aborted) throw cancelled();
    const context: HandlerContext = {
      services: this.#services,
      signal,
      onProgress: options.onProgress ?? (() => undefined),
    };
    const aborted = Promise.withResolvers<never>();
    const onAbort = (): void => aborted.reject(cancelled());
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      const handler: Handler<N> = HANDLERS[name];
      const work = async (): Promise<EngineRequests[N]['out']> => {
        return handler(REQUEST_SHAPES[name](payload, name), context);
      };
      return await Promise.race([aborted.promise, work()]);
    } catch (error) {
      throw AtlasError.from(error);
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** Cancels what is asked, lets the model's run in progress come to its end, closes models and stores. */
  close(): Promise<void> {
    this.#ending.abort();
    return this.#services.close();
  }
}
