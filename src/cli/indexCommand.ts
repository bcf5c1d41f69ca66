import { resolve } from 'node:path';
import type { RunCommand } from './commands.ts';

export const runIndex: RunCommand<'index'> = async ({ folder }, { engine, output, signal }) => {
  const answer = await engine
    .request(
      'index',
      { folder: resolve(folder) },
      {
        signal,
        onProgress: ({ done, total, document }) => output.progress(`${done}/${total} ${document}`),
      },
    )
    .finally(() => output.endProgress());
  for (const notice of answer.notices) output.note(notice);
  for (const { document, error } of answer.failed) output.note(`${document}: ${error}`);
  if (output.json) await output.value(answer);
  else {
    const { documents, passages, figures, embedded, unchanged, removed, failed } = answer;
    await output.line(
      `${documents} documents (${unchanged} as before), ${passages} passages, ${figures} figures; ` +
        `${embedded} texts embedded, ${removed} documents taken out, ${failed.length} failed`,
    );
  }
  return answer.failed.length === 0;
};
