import * as vscode from 'vscode';
import { AtlasError } from '../../core/errors.ts';
import type { Services } from './services.ts';

/** Errors after which starting the engine anew is what helps. */
const RESTART = new Set([
  'ATLAS-ENGINE-CRASHED',
  'ATLAS-ENGINE-UNAVAILABLE',
  'ATLAS-ENGINE-SAFE-MODE',
  'ATLAS-DEADLINE',
]);

export const helpsToRestart = (error: AtlasError): boolean => RESTART.has(error.code);

export const errorText = (error: AtlasError): string => `${error.message} (${error.code})`;

/** Tells of a failure with what can be done about it. A cancelled request is no failure. */
export async function showError({ t, log }: Pick<Services, 't' | 'log'>, thrown: unknown): Promise<void> {
  const error = AtlasError.from(thrown);
  if (error.code === 'ATLAS-CANCELLED') return;
  log.error(error);
  const restart = t('Restart Engine');
  const showLog = t('Show Log');
  const actions = helpsToRestart(error) ? [restart, showLog] : [showLog];
  const chosen = await vscode.window.showErrorMessage(errorText(error), ...actions);
  if (chosen === restart) await vscode.commands.executeCommand('vlmAtlas.restartEngine');
  if (chosen === showLog) log.show();
}

/** Registers a command whose failures are told to the reader and do not reach the caller. */
export function registerCommand<A extends unknown[]>(
  services: Pick<Services, 't' | 'log' | 'context'>,
  name: string,
  run: (...args: A) => unknown,
): void {
  const safely = async (...args: A): Promise<unknown> => {
    try {
      return await run(...args);
    } catch (error) {
      void showError(services, error);
      return undefined;
    }
  };
  services.context.subscriptions.push(vscode.commands.registerCommand(`vlmAtlas.${name}`, safely));
}
