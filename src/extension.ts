import * as vscode from 'vscode';
import { CitationFeature } from './features/citation/citationFeature.ts';
import { HealthFeature } from './features/health/healthFeature.ts';
import { EngineStatus } from './features/health/engineStatus.ts';
import { HoverFeature } from './features/hover/hoverFeature.ts';
import { AtlasFiles } from './features/host/atlasFiles.ts';
import { EngineService } from './features/host/engineService.ts';
import { createNames } from './features/host/names.ts';
import type { Services } from './features/host/services.ts';
import { LineageFeature } from './features/lineage/lineageFeature.ts';
import { LibraryIndexer } from './features/library/libraryIndexer.ts';
import { Mentions } from './features/library/mentions.ts';
import { Reader } from './features/reader/reader.ts';
import { SearchFeature } from './features/search/searchFeature.ts';
import { TreeFeature } from './features/tree/treeFeature.ts';
import type { AnswerOf, RequestOf } from './protocol/messages.ts';
import type { RequestName } from './protocol/requests.ts';

/** What other extensions get, and tests. */
export interface AtlasApi {
  /** Milliseconds spent in `activate()`. */
  readonly activationTime: number;
  /** Process id of the engine, or null while none runs. */
  readonly enginePid: () => number | null;
  /** Asks the engine; rejects with an error that has a `code`. */
  readonly request: <N extends RequestName>(name: N, payload: RequestOf<N>) => Promise<AnswerOf<N>>;
}

let engine: EngineService | undefined;

/** Registers, and does nothing else: no engine is started, no file is read. */
export function activate(context: vscode.ExtensionContext): AtlasApi {
  const started = performance.now();
  const t = (message: string, ...args: (string | number | boolean)[]): string =>
    vscode.l10n.t(message, ...args);
  const log = vscode.window.createOutputChannel('VLM Atlas', { log: true });
  const service = new EngineService(context, log);
  engine = service;
  context.subscriptions.push(log, service);
  const language = vscode.env.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
  const atlas = new AtlasFiles({ context, log });
  const services: Services = { context, engine: service, atlas, log, t, names: createNames(t), language };

  /** One feature that fails leaves the others alone; those that need it are not made either. */
  const make = <F>(name: string, create: () => F): F | undefined => {
    try {
      return create();
    } catch (error) {
      log.error(`The feature "${name}" could not be started.`, error);
      return undefined;
    }
  };
  make('engine status', () => new EngineStatus(services));
  const library = make('library', () => new LibraryIndexer(services));
  const mentions = library && make('mentions', () => new Mentions(services, library));
  const reader = make('reader', () => new Reader(services, mentions ?? null));
  if (reader && library) reader.onDidRead(() => library.afterAnswer());
  const search = reader && library && make('search', () => new SearchFeature(services, reader, library));
  if (reader && library) make('trees', () => new TreeFeature(services, reader, library));
  if (reader && search) make('citations', () => new CitationFeature(services, search, reader));
  make('lineage', () => new LineageFeature(services));
  make('hover', () => new HoverFeature(services, mentions ?? null));
  if (reader) make('health', () => new HealthFeature(services, reader));

  const activationTime = performance.now() - started;
  log.info(`Activated in ${activationTime.toFixed(1)} ms.`);
  return {
    activationTime,
    enginePid: () => service.pid,
    request: (name, payload) => service.request(name, payload),
  };
}

export async function deactivate(): Promise<void> {
  await engine?.stop();
}
