import { isAbsolute } from 'node:path';
import * as vscode from 'vscode';
import type { EngineConfiguration } from '../../protocol/requests.ts';
import { libraryName } from '../library/workspaceLibrary.ts';

export interface EngineSettings {
  readonly isolation: 'process' | 'inHost';
  readonly provider: EngineConfiguration['provider'];
  readonly threads: number;
  /** Absolute, or empty. */
  readonly modelsFolder: string;
}

const PROVIDERS: readonly EngineConfiguration['provider'][] = [
  'auto',
  'cuda',
  'directml',
  'coreml',
  'webgpu',
  'cpu',
];

/** The settings as they are now; a value that is none of the allowed ones counts as the default. */
export function engineSettings(): EngineSettings {
  const settings = vscode.workspace.getConfiguration('vlmAtlas');
  const threads = settings.get<unknown>('inference.threads');
  const folder = settings.get<unknown>('models.folder');
  return {
    isolation: settings.get<unknown>('engine.isolation') === 'inHost' ? 'inHost' : 'process',
    provider:
      PROVIDERS.find((provider) => provider === settings.get<unknown>('inference.provider')) ?? 'auto',
    threads:
      typeof threads === 'number' && Number.isInteger(threads) && threads >= 0 && threads <= 64 ? threads : 0,
    modelsFolder: typeof folder === 'string' && isAbsolute(folder) ? folder : '',
  };
}

export interface EngineFiles extends Pick<
  EngineConfiguration,
  'knowledgeBase' | 'atlas' | 'inferenceWorker' | 'pdfWorker' | 'pdfium' | 'models' | 'library'
> {
  readonly engine: string;
}

/** Where the engine and its files lie; nothing is looked at or made. */
export function engineFiles({ extensionUri, globalStorageUri }: vscode.ExtensionContext): EngineFiles {
  const own = (...path: string[]): string => vscode.Uri.joinPath(extensionUri, ...path).fsPath;
  const stored = (...path: string[]): string => vscode.Uri.joinPath(globalStorageUri, ...path).fsPath;
  const { workspaceFile, workspaceFolders } = vscode.workspace;
  const saved = workspaceFile?.scheme === 'untitled' ? undefined : workspaceFile;
  const workspace = saved ?? workspaceFolders?.[0]?.uri;
  return {
    engine: own('dist', 'engine.js'),
    inferenceWorker: own('dist', 'inferenceWorker.js'),
    pdfWorker: own('dist', 'pdfWorker.js'),
    pdfium: own('dist', 'pdfium', 'pdfium.wasm'),
    knowledgeBase: own('kb'),
    atlas: own('dist', 'atlas'),
    models: [own('kb', 'models'), stored('models')],
    library: stored('libraries', libraryName(workspace?.toString() ?? null)),
  };
}
