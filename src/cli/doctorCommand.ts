import type { StoreStats } from '../core/store.ts';
import type { RunCommand } from './commands.ts';
import { wrap } from './textLayout.ts';

function storeLine(name: string, stats: StoreStats | null): string {
  if (!stats) return `${name}: none`;
  const { documents, passages, figures, vectors, bytes, neighbours, readOnly } = stats;
  const size = `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  const kind = { graph: 'hnswlib graph', scan: 'exact scan', none: 'no vectors' }[neighbours];
  const state = readOnly ? ', read only' : '';
  return `${name}: ${documents} documents, ${passages} passages, ${figures} figures, ${vectors} vectors; ${kind}; ${size}${state}`;
}

export const runDoctor: RunCommand<'doctor'> = async (_command, { engine, output, signal }) => {
  const answer = await engine.request('doctor', {}, { signal });
  if (output.json) await output.value(answer);
  else {
    const { bold } = output.styles;
    const models = answer.models.flatMap(({ id, provider, files }) => [
      `${bold('model')} ${id}: ${provider ? `runs on ${provider}` : 'not loaded'}`,
      ...files.map(({ name, sha256, ok }) => `  ${ok ? 'ok     ' : 'refused'} ${name}  ${sha256}`),
    ]);
    const lines = [
      `${bold('VLM Atlas')} ${answer.version}, Node ${answer.node}, ${answer.platform}${answer.safeMode ? ', safe mode' : ''}`,
      ...models,
      storeLine(bold('atlas'), answer.store.atlas),
      storeLine(bold('library'), answer.store.library),
      `${bold('problems')}: ${answer.problems.length}`,
      ...answer.problems.map((problem) => wrap(problem, output.width, '  ')),
    ];
    await output.line(lines.join('\n'));
  }
  return answer.problems.length === 0;
};
