import * as vscode from 'vscode';
import type { EngineCondition } from '../host/engineService.ts';
import type { Services } from '../host/services.ts';
import { registerCommand } from '../host/showError.ts';

interface Problem {
  readonly label: string;
  readonly tooltip: string;
}

/** Says that something is wrong with the engine, and nothing while all is well. */
export class EngineStatus {
  readonly #services: Services;
  #item: vscode.StatusBarItem | undefined;
  #told: EngineCondition['state'] | undefined;

  constructor(services: Services) {
    const { context, engine, log, t } = services;
    this.#services = services;
    context.subscriptions.push(
      engine.onDidChange((condition) => this.#changed(condition)),
      {
        dispose: () => this.#item?.dispose(),
      },
    );
    registerCommand(services, 'showLog', () => log.show());
    registerCommand(services, 'restartEngine', async () => {
      await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Window, title: t('Restarting the engine') },
        () => engine.restart(),
      );
      vscode.window.setStatusBarMessage(t('The engine was restarted.'), 4000);
    });
  }

  #changed(condition: EngineCondition): void {
    const problem = this.#problem(condition);
    if (!problem) this.#item?.hide();
    else {
      const item = (this.#item ??= this.#createItem());
      item.text = `$(warning) ${problem.label}`;
      item.tooltip = problem.tooltip;
      item.accessibilityInformation = { label: `${problem.label}. ${problem.tooltip}`, role: 'button' };
      item.show();
    }
    if (condition.state === 'ready') this.#told = undefined;
    if ((condition.state === 'safe' || condition.state === 'failed') && condition.state !== this.#told) {
      this.#told = condition.state;
      if (problem) void this.#tell(problem);
    }
  }

  #createItem(): vscode.StatusBarItem {
    const item = vscode.window.createStatusBarItem('vlmAtlas.engine', vscode.StatusBarAlignment.Right, 50);
    item.name = 'VLM Atlas';
    item.command = 'vlmAtlas.restartEngine';
    item.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground');
    return item;
  }

  #problem({ state, keywordOnly, notices }: EngineCondition): Problem | null {
    const { t } = this.#services;
    const restart = t('Click to restart the engine.');
    if (state === 'failed') {
      return {
        label: t('Atlas: engine stopped'),
        tooltip: `${t('The engine ended again and again.')} ${restart}`,
      };
    }
    if (state === 'safe') {
      return {
        label: t('Atlas: safe mode'),
        tooltip: `${t('Only keyword search and reading work.')} ${restart}`,
      };
    }
    if (!keywordOnly || state !== 'ready') return null;
    const why = notices.join('\n');
    return {
      label: t('Atlas: keywords only'),
      tooltip: `${t('Search by meaning is off.')} ${why}\n${restart}`,
    };
  }

  async #tell({ label }: Problem): Promise<void> {
    const { engine, log, t } = this.#services;
    const message =
      engine.condition.state === 'safe'
        ? t(
            'The VLM Atlas engine ended several times. It now runs in safe mode: keyword search and reading go on, search by meaning does not. Restart it with the command “VLM Atlas: Restart Engine”.',
          )
        : t('The VLM Atlas engine has stopped. Start it with the command “VLM Atlas: Restart Engine”.');
    const restart = t('Restart Engine');
    const showLog = t('Show Log');
    log.warn(`${label}: ${message}`);
    const chosen = await vscode.window.showWarningMessage(message, restart, showLog);
    if (chosen === restart) await vscode.commands.executeCommand('vlmAtlas.restartEngine');
    if (chosen === showLog) log.show();
  }
}
