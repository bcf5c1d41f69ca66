import type { Box } from '../core/document.ts';
import type { Hit } from '../core/hit.ts';
import { LANGUAGES, type Localized } from '../core/language.ts';
import type { StoreStats } from '../core/store.ts';
import type {
  EngineRequests,
  IndexProgress,
  LibraryDocument,
  PaperSummary,
  ReadAnswer,
  RequestName,
} from './requests.ts';
import {
  bytes,
  flag,
  integer,
  list,
  nullable,
  number,
  oneOf,
  pair,
  record,
  text,
  type Shape,
} from './shape.ts';

const TEXT = text(100_000_000);
const COUNT = integer(0, Number.MAX_SAFE_INTEGER);
const LANGUAGE = oneOf(LANGUAGES);
const SPAN = nullable(pair(COUNT));
const YEAR = nullable(integer(-9_999, 9_999));
const titles: Shape<Localized> = record({ en: TEXT, zh: TEXT });

const box: Shape<Box> = (value, at) => {
  const corner = number(0, 1_000);
  const [x1, y1, x2, y2] = list(corner, 4)(value, at);
  return [corner(x1, at), corner(y1, at), corner(x2, at), corner(y2, at)];
};

const hit: Shape<Hit> = record({
  kind: oneOf(['concept', 'paper', 'passage', 'figure']),
  id: TEXT,
  title: TEXT,
  concepts: list(TEXT),
  paper: nullable(TEXT),
  document: TEXT,
  page: nullable(COUNT),
  box: nullable(box),
  score: number(0, 1),
  why: list(TEXT),
  headingPath: list(TEXT),
  snippet: TEXT,
  matches: list(pair(COUNT)),
  span: SPAN,
  language: LANGUAGE,
  category: nullable(TEXT),
  year: YEAR,
});

const paper: Shape<PaperSummary> = record({
  id: TEXT,
  title: TEXT,
  firstAuthor: TEXT,
  year: YEAR,
  venue: TEXT,
  arxiv: TEXT,
  doi: TEXT,
  url: TEXT,
  code: TEXT,
});

const stats: Shape<StoreStats> = record({
  documents: COUNT,
  passages: COUNT,
  figures: COUNT,
  vectors: COUNT,
  bytes: COUNT,
  neighbours: oneOf(['graph', 'scan', 'none']),
  modelId: nullable(TEXT),
  schemaVersion: COUNT,
  readOnly: flag,
  notices: list(TEXT),
});

const model = record({
  id: TEXT,
  provider: nullable(TEXT),
  files: list(record({ name: TEXT, sha256: TEXT, ok: flag })),
  problems: list(TEXT),
});

const libraryDocument: Shape<LibraryDocument> = record({
  id: TEXT,
  path: TEXT,
  file: TEXT,
  title: TEXT,
  passages: COUNT,
  state: oneOf(['indexed', 'changed', 'gone', 'empty']),
});

const read: Shape<ReadAnswer> = record({
  id: TEXT,
  kind: oneOf(['concept', 'paper', 'note']),
  document: TEXT,
  file: nullable(TEXT),
  titles,
  language: LANGUAGE,
  languages: list(LANGUAGE),
  markdown: TEXT,
  span: SPAN,
  clipped: nullable(record({ shown: COUNT, total: COUNT })),
  category: nullable(TEXT),
  year: YEAR,
  papers: list(paper),
  relations: list(record({ type: TEXT, id: TEXT, titles })),
  figures: list(record({ id: TEXT, title: TEXT, caption: TEXT, svg: TEXT })),
});

/** What the extension host accepts as answer of each request. */
export const ANSWER_SHAPES: { readonly [N in RequestName]: Shape<EngineRequests[N]['out']> } = {
  search: record({
    query: TEXT,
    language: LANGUAGE,
    abstained: flag,
    hits: list(hit),
    mode: oneOf(['hybrid', 'keyword']),
    notices: list(TEXT),
  }),
  similar: record({ hits: list(hit) }),
  read,
  readFile: read,
  cite: record({ key: TEXT, bibtex: TEXT, paper }),
  index: record({
    documents: COUNT,
    passages: COUNT,
    figures: COUNT,
    embedded: COUNT,
    failed: list(record({ document: TEXT, error: TEXT })),
    unchanged: COUNT,
    removed: COUNT,
    notices: list(TEXT),
  }),
  pdfOpen: record({ title: nullable(TEXT), pages: list(pair(number(0, 1_000_000))) }),
  pdfPage: record({
    page: COUNT,
    width: COUNT,
    height: COUNT,
    png: bytes(100_000_000),
    text: list(record({ text: TEXT, box })),
  }),
  pdfFind: record({ matches: list(record({ page: COUNT, boxes: list(box) })), complete: flag }),
  library: record({
    folders: list(record({ folder: TEXT, name: TEXT, prefix: TEXT, documents: list(libraryDocument) })),
  }),
  mentions: record({
    mentions: list(
      record({
        card: TEXT,
        document: TEXT,
        file: TEXT,
        cell: nullable(COUNT),
        line: COUNT,
        heading: nullable(TEXT),
        excerpt: TEXT,
        count: COUNT,
      }),
    ),
    files: COUNT,
    skipped: list(record({ document: TEXT, reason: TEXT })),
  }),
  doctor: record({
    version: TEXT,
    node: TEXT,
    platform: TEXT,
    models: list(model),
    store: record({ atlas: nullable(stats), library: nullable(stats) }),
    safeMode: flag,
    problems: list(TEXT),
  }),
};

export const PROGRESS_SHAPE: Shape<IndexProgress> = record({ done: COUNT, total: COUNT, document: TEXT });
