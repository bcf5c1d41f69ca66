import { SCOPES } from '../core/hit.ts';
import { LANGUAGES } from '../core/language.ts';
import type { EngineConfiguration, EngineRequests, RequestName } from './requests.ts';
import { flag, integer, list, nullable, oneOf, pair, record, text, type Shape } from './shape.ts';

/** Room for a question of 100,000 characters and more; search cuts it to what a model can read. */
const QUESTION = text(1_000_000);
const ID = text(4_096);
const PATH = text(32_768);
const LIMIT = integer(1, 1_000);
const LANGUAGE = oneOf(LANGUAGES);

const filters = record({}, { categories: list(text(256), 100), years: pair(integer(-9_999, 9_999)) });

/** What the engine accepts as payload of each request. */
export const REQUEST_SHAPES: { readonly [N in RequestName]: Shape<EngineRequests[N]['in']> } = {
  search: record({ query: QUESTION }, { language: LANGUAGE, scope: oneOf(SCOPES), limit: LIMIT, filters }),
  similar: record({ id: ID }, { limit: LIMIT, language: LANGUAGE }),
  read: record({ id: ID }, { language: LANGUAGE }),
  readFile: record({ file: PATH }, { language: LANGUAGE }),
  cite: record({ id: ID }),
  index: record({ folder: PATH }),
  pdfOpen: record({ file: PATH }),
  pdfPage: record({ file: PATH, page: integer(1, 1_000_000), width: integer(1, 100_000) }),
  pdfFind: record({ file: PATH, query: text(1_000) }, { limit: integer(1, 500) }),
  library: record({}),
  mentions: record({}),
  doctor: record({}),
};

export const CONFIGURATION_SHAPE: Shape<EngineConfiguration> = record({
  version: text(256),
  knowledgeBase: PATH,
  atlas: PATH,
  inferenceWorker: PATH,
  pdfWorker: PATH,
  pdfium: PATH,
  models: list(PATH, 100),
  library: nullable(PATH),
  provider: oneOf(['auto', 'cuda', 'directml', 'coreml', 'webgpu', 'cpu']),
  threads: integer(0, 1_024),
  safeMode: flag,
});

export const REQUEST_NAMES = Object.keys(REQUEST_SHAPES) as readonly RequestName[];
