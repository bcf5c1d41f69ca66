import { runMocha } from '../hostHarness/runMocha.ts';

/** The order matters: what maps native libraries into the extension host comes last. */
export const run = (): Promise<void> =>
  runMocha(async () => {
    await import('./activation.test.ts');
    await import('./commands.test.ts');
    await import('./hover.test.ts');
    await import('./inTheText.test.ts');
    await import('./hostileQuestions.test.ts');
    await import('./library.test.ts');
    await import('./trees.test.ts');
    await import('./engineLoss.test.ts');
    await import('./inHost.test.ts');
  });
