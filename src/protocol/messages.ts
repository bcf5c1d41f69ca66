import { ERROR_CODES, type ErrorCode, type ErrorJson } from '../core/errors.ts';
import type { EngineConfiguration, EngineRequests, RequestName } from './requests.ts';
import { CONFIGURATION_SHAPE, REQUEST_NAMES } from './requestShapes.ts';
import { flag, integer, list, nullable, oneOf, record, text, type Shape } from './shape.ts';

/** To the engine. `start` comes first and once; `stop` asks it to finish what runs, close its files and end. */
export type HostMessage =
  | { readonly type: 'start'; readonly configuration: EngineConfiguration }
  | { readonly type: 'request'; readonly id: number; readonly name: RequestName; readonly payload: unknown }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'stop' };

/** What the engine says of itself, unasked, whenever it changes. */
export interface EngineReport {
  /** `none`: not asked for yet, or safe mode. */
  readonly embedder: 'none' | 'loading' | 'ready' | 'failed';
  /** What really runs the text model. */
  readonly provider: string | null;
  /** What was rebuilt, set aside or is missing, each for the reader to be told once. */
  readonly notices: readonly string[];
}

/** From the engine. Each request gets exactly one `response` or `error`, also when it was cancelled. */
export type EngineMessage =
  | { readonly type: 'ready'; readonly pid: number; readonly safeMode: boolean }
  | { readonly type: 'response'; readonly id: number; readonly result: unknown }
  | { readonly type: 'error'; readonly id: number; readonly error: ErrorJson }
  | { readonly type: 'progress'; readonly id: number; readonly progress: unknown }
  | { readonly type: 'state'; readonly report: EngineReport };

const ID = integer(1, Number.MAX_SAFE_INTEGER);
const anything: Shape<unknown> = (value) => value;
const type = <const T extends string>(name: T): Shape<T> => oneOf([name]);

const errorJson: Shape<ErrorJson> = record({
  code: oneOf(Object.keys(ERROR_CODES) as ErrorCode[]),
  message: text(100_000),
  subject: nullable(text(100_000)),
});

const HOST_SHAPES: { readonly [T in HostMessage['type']]: Shape<HostMessage> } = {
  start: record({ type: type('start'), configuration: CONFIGURATION_SHAPE }),
  request: record({ type: type('request'), id: ID, name: oneOf(REQUEST_NAMES), payload: anything }),
  cancel: record({ type: type('cancel'), id: ID }),
  stop: record({ type: type('stop') }),
};

const ENGINE_SHAPES: { readonly [T in EngineMessage['type']]: Shape<EngineMessage> } = {
  ready: record({ type: type('ready'), pid: ID, safeMode: flag }),
  response: record({ type: type('response'), id: ID, result: anything }),
  error: record({ type: type('error'), id: ID, error: errorJson }),
  progress: record({ type: type('progress'), id: ID, progress: anything }),
  state: record({
    type: type('state'),
    report: record({
      embedder: oneOf(['none', 'loading', 'ready', 'failed']),
      provider: nullable(text(256)),
      notices: list(text(100_000), 1_000),
    }),
  }),
};

function parse<M>(shapes: Readonly<Record<string, Shape<M>>>, value: unknown): M {
  const named = record({ type: oneOf(Object.keys(shapes)) })(value, 'message');
  return shapes[named.type]!(value, 'message');
}

/** @throws AtlasError `ATLAS-PROTOCOL`; payloads are checked by the shape of their request */
export const parseHostMessage = (value: unknown): HostMessage => parse(HOST_SHAPES, value);

/** @throws AtlasError `ATLAS-PROTOCOL`; results are checked by the shape of their request */
export const parseEngineMessage = (value: unknown): EngineMessage => parse(ENGINE_SHAPES, value);

export type RequestOf<N extends RequestName> = EngineRequests[N]['in'];
export type AnswerOf<N extends RequestName> = EngineRequests[N]['out'];
