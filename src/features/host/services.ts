import type * as vscode from 'vscode';
import type { Language } from '../../core/language.ts';
import type { AtlasFiles } from './atlasFiles.ts';
import type { EngineService } from './engineService.ts';
import type { Names } from './names.ts';
import type { Translate } from './translate.ts';

/** What features share; each takes the parts it needs. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly engine: EngineService;
  readonly atlas: AtlasFiles;
  readonly log: vscode.LogOutputChannel;
  readonly t: Translate;
  readonly names: Names;
  /** The editor's display language, as one of ours. */
  readonly language: Language;
}
