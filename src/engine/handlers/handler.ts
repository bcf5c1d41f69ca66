import type { EngineRequests, IndexProgress, RequestName } from '../../protocol/requests.ts';
import type { EngineServices } from '../engineServices.ts';

export interface HandlerContext {
  readonly services: EngineServices;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: IndexProgress) => void;
}

/** Answers one kind of request. Rejects with `AtlasError`. */
export type Handler<N extends RequestName> = (
  request: EngineRequests[N]['in'],
  context: HandlerContext,
) => Promise<EngineRequests[N]['out']>;
