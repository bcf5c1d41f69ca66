import * as vscode from 'vscode';
import { AtlasError } from '../../core/errors.ts';
import type { SearchAnswer } from '../../core/hit.ts';
import type { RequestOptions } from '../../protocol/engineClient.ts';
import { EngineSupervisor, type EngineState } from '../../protocol/engineSupervisor.ts';
import { forkTransport } from '../../protocol/forkTransport.ts';
import type { AnswerOf, RequestOf } from '../../protocol/messages.ts';
import type { RequestName } from '../../protocol/requests.ts';
import { workerTransport } from '../../protocol/workerTransport.ts';
import { engineFiles, engineSettings } from './engineSettings.ts';

/** How the engine fares, for the status bar and notifications. */
export interface EngineCondition {
  readonly state: EngineState;
  /** Search without vectors though the engine runs; `notices` says why. */
  readonly keywordOnly: boolean;
  readonly notices: readonly string[];
}

/** The one engine of this window. Nothing is started before the first request. */
export class EngineService implements vscode.Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<EngineCondition>();
  readonly #subscription: vscode.Disposable;
  #supervisor: EngineSupervisor | undefined;
  #condition: EngineCondition = { state: 'idle', keywordOnly: false, notices: [] };
  readonly onDidChange = this.#changed.event;

  constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel) {
    this.#context = context;
    this.#log = log;
    this.#subscription = vscode.workspace.onDidChangeConfiguration((event) => {
      const ours = ['vlmAtlas.engine', 'vlmAtlas.inference', 'vlmAtlas.models'];
      if (ours.some((section) => event.affectsConfiguration(section))) this.#settingsChanged();
    });
  }

  get condition(): EngineCondition {
    return this.#condition;
  }

  /** Process id of the engine, of the extension host when it runs there, or null. */
  get pid(): number | null {
    return this.#supervisor?.pid ?? null;
  }

  /** Rejects with `AtlasError`; see `EngineSupervisor.request`. */
  async request<N extends RequestName>(
    name: N,
    payload: RequestOf<N>,
    options?: RequestOptions,
  ): Promise<AnswerOf<N>> {
    this.#supervisor ??= this.#start();
    return this.#supervisor.request(name, payload, options);
  }

  async restart(): Promise<void> {
    this.#supervisor ??= this.#start();
    this.#change({ keywordOnly: false, notices: [] });
    await this.#supervisor.restart();
  }

  /** Tells whether the last answer could use vectors. */
  noteMode(mode: SearchAnswer['mode'], notices: readonly string[]): void {
    this.#change({ keywordOnly: mode === 'keyword', notices });
  }

  /** Resolves when the engine has ended. */
  async stop(): Promise<void> {
    const supervisor = this.#supervisor;
    this.#supervisor = undefined;
    await supervisor?.dispose();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
    void this.stop();
  }

  #start(): EngineSupervisor {
    const { engine } = engineFiles(this.#context);
    const { isolation } = engineSettings();
    const supervisor = new EngineSupervisor({
      start: isolation === 'inHost' ? workerTransport(engine) : forkTransport(engine),
      configuration: () => {
        const { provider, threads, modelsFolder } = engineSettings();
        const { engine: _engine, models, ...files } = engineFiles(this.#context);
        return {
          version: String((this.#context.extension.packageJSON as { version: unknown }).version),
          ...files,
          models: modelsFolder === '' ? models : [modelsFolder, ...models],
          provider,
          threads,
        };
      },
      log: (line) => this.#log.info(line),
    });
    supervisor.onState((state, reason) => {
      if (reason !== null) this.#log.warn(reason);
      this.#change({ state });
    });
    return supervisor;
  }

  /** The next request starts an engine with the new settings. */
  #settingsChanged(): void {
    if (!this.#supervisor) return;
    this.#log.info('The settings have changed: the engine is ended, and started anew when it is needed.');
    this.stop().catch((error: unknown) => this.#log.error(AtlasError.from(error)));
    this.#change({ state: 'idle', keywordOnly: false, notices: [] });
  }

  #change(change: Partial<EngineCondition>): void {
    this.#condition = { ...this.#condition, ...change };
    this.#changed.fire(this.#condition);
  }
}
