import * as vscode from 'vscode';
import type { Services } from '../host/services.ts';
import { registerCommand } from '../host/showError.ts';
import type { Reader } from '../reader/reader.ts';
import { healthReport } from './healthReport.ts';

/** Shows what runs, on what, and what is wrong. */
export class HealthFeature {
  constructor(services: Services, reader: Reader) {
    const { engine, t } = services;
    registerCommand(services, 'showHealth', async () => {
      const answer = await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Window, title: t('Checking VLM Atlas') },
        () => engine.request('doctor', {}),
      );
      reader.openText(t('Health of VLM Atlas'), healthReport(answer, vscode.env.language, t));
    });
  }
}
