import * as vscode from 'vscode';
import type { Services } from '../host/services.ts';
import { registerCommand } from '../host/showError.ts';
import type { Reader } from '../reader/reader.ts';
import { readerLabels } from '../reader/readerPage.ts';
import { healthReport } from './healthReport.ts';

/** Shows what runs, on what, and what is wrong. */
export class HealthFeature {
  constructor(services: Services, reader: Reader) {
    const { engine, language, t } = services;
    registerCommand(services, 'showHealth', async () => {
      const answer = await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Window, title: t('Checking VLM Atlas') },
        () => engine.request('doctor', {}),
      );
      reader.openPage({
        id: null,
        title: t('Health of VLM Atlas'),
        subtitle: null,
        chips: [],
        language,
        languages: [language],
        markdown: healthReport(answer, vscode.env.language, t),
        span: null,
        papers: [],
        relations: [],
        figures: [],
        canOpenInEditor: false,
        canGoBack: false,
        labels: readerLabels(t),
      });
    });
  }
}
