import { readFile } from 'node:fs/promises';
import { AtlasError } from '../core/errors.ts';
import { isPlainRelativePath, ManifestReader } from './manifestReader.ts';

export const MODEL_TASKS = ['text-embedding', 'image-text-embedding'] as const;
export const FILE_ROLES = ['text', 'image', 'tokenizer', 'tokenizer-config', 'reference'] as const;
export const TARGETS = ['cpu', 'gpu'] as const;
export const POOLINGS = ['in-graph', 'mean'] as const;

export interface ModelFile {
  /** Path below the model's folder, `/`-separated, never leaving it. */
  readonly name: string;
  /** `text`, `image`: a graph; the first one for a target is taken. */
  readonly role: (typeof FILE_ROLES)[number];
  readonly for: readonly (typeof TARGETS)[number][];
  /** Bytes; null where the publisher did not say. */
  readonly size: number | null;
  /** Hexadecimal, lower case; null where it is not known. A file without one is never loaded. */
  readonly sha256: string | null;
  /** Where to download it; null: it comes with the extension. */
  readonly source: string | null;
}

/** What goes into a graph and comes out. */
export interface GraphInterface {
  readonly inputs: readonly string[];
  readonly output: string;
  /** `in-graph`: the output is the vector; `mean`: it holds one vector a token. */
  readonly pooling: (typeof POOLINGS)[number];
}

export interface ModelEntry {
  /** Name of its folder too. */
  readonly id: string;
  readonly task: (typeof MODEL_TASKS)[number];
  readonly bundled: boolean;
  /** ISO 639-1. */
  readonly languages: readonly string[];
  readonly dimensions: number;
  /** Special tokens included. */
  readonly maxTokens: number;
  /** What stands before a text of each kind; empty for models that know no such thing. */
  readonly prefixes: { readonly query: string; readonly passage: string };
  readonly text: GraphInterface | null;
  readonly image: GraphInterface | null;
  /** SPDX. */
  readonly licence: string;
  readonly origin: string;
  readonly files: readonly ModelFile[];
}

export interface ModelManifest {
  readonly models: readonly ModelEntry[];
}

const HASH = /^[0-9a-f]{64}$/;
const ID = /^[a-z0-9][a-z0-9.-]*$/;

function readFileEntry(reader: ManifestReader): ModelFile {
  const name = reader.text('name');
  if (!isPlainRelativePath(name))
    throw reader.problem('name', `"${name}" is not a plain path below the model's folder`);
  const sha256 = reader.orNull('sha256', () => reader.text('sha256'));
  if (sha256 !== null && !HASH.test(sha256))
    throw reader.problem('sha256', 'is not 64 lower-case hexadecimal digits');
  const source = reader.orNull('source', () => reader.text('source'));
  if (source !== null && !source.startsWith('https://'))
    throw reader.problem('source', 'does not start with https://');
  return {
    name,
    role: reader.oneOf('role', FILE_ROLES),
    for: reader.listOf('for', TARGETS),
    size: reader.orNull('size', () => reader.positiveInteger('size')),
    sha256,
    source,
  };
}

const readGraph = (reader: ManifestReader): GraphInterface => ({
  inputs: reader.texts('inputs'),
  output: reader.text('output'),
  pooling: reader.oneOf('pooling', POOLINGS),
});

function readEntry(reader: ManifestReader): ModelEntry {
  const id = reader.text('id');
  if (!ID.test(id))
    throw reader.problem('id', `"${id}" is not made of lower-case letters, digits, "." and "-"`);
  const prefixes = reader.object('prefixes');
  const entry: ModelEntry = {
    id,
    task: reader.oneOf('task', MODEL_TASKS),
    bundled: reader.flag('bundled'),
    languages: reader.texts('languages'),
    dimensions: reader.positiveInteger('dimensions'),
    maxTokens: reader.positiveInteger('maxTokens'),
    prefixes: { query: prefixes.text('query', true), passage: prefixes.text('passage', true) },
    text: reader.orNull('text', () => readGraph(reader.object('text'))),
    image: reader.orNull('image', () => readGraph(reader.object('image'))),
    licence: reader.text('licence'),
    origin: reader.text('origin'),
    files: reader.objects('files').map(readFileEntry),
  };
  const unpinned = entry.files.find((file) => file.sha256 === null || file.size === null);
  if (entry.bundled && unpinned)
    throw reader.problem('files', `${unpinned.name} is bundled and needs a size and a sha256`);
  return entry;
}

/**
 * `file` is named in errors. Throws `AtlasError` (`ATLAS-CARD`) that names the entry and the field. Fields that are
 * not known are left alone, so that an older extension reads a newer list.
 */
export function parseManifest(json: string, file: string): ModelManifest {
  const reader = ManifestReader.parse(json, file);
  if (reader.positiveInteger('version') !== 1)
    throw reader.problem('version', 'is not 1, the only one known here');
  const models = reader.objects('models').map(readEntry);
  const twice = models.find((model, index) => models.findIndex(({ id }) => id === model.id) !== index);
  if (twice) throw reader.problem('models', `"${twice.id}" is there twice`);
  return { models };
}

export async function loadManifest(file: string): Promise<ModelManifest> {
  try {
    return parseManifest(await readFile(file, 'utf8'), file);
  } catch (error) {
    if (error instanceof AtlasError) throw error;
    const cause = error instanceof Error ? error.message : String(error);
    throw new AtlasError('ATLAS-FILE', `The list of models cannot be read: ${cause}`, file, error);
  }
}
