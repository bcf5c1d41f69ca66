import type { SearchAnswer } from '../core/hit.ts';
import type { SearchRequest } from '../protocol/requests.ts';
import { answerBatch, batchLines } from './batch.ts';
import type { CommandNamed, RunCommand, Terminal } from './commands.ts';
import { parseLanguage, usageError } from './commandLine.ts';
import { renderAnswer } from './renderAnswer.ts';

/** A search's answer as it is printed: the contract's fields first. */
const searchJson = ({ query, abstained, hits, ...rest }: SearchAnswer): object => ({
  query,
  abstained,
  hits,
  ...rest,
});

function requestOf(
  command: CommandNamed<'search'>,
  query: string,
  language = command.language,
): SearchRequest {
  const { limit, scope, filters } = command;
  return { query, limit, scope, filters, ...(language ? { language } : {}) };
}

async function runBatch(command: CommandNamed<'search'>, file: string, terminal: Terminal): Promise<boolean> {
  const { engine, output, signal } = terminal;
  const told = new Set<string>();
  return answerBatch(batchLines(file), output, async (line) => {
    if (typeof line['query'] !== 'string') throw usageError('A line needs a text "query".');
    const language =
      line['lang'] === undefined || line['lang'] === null ? undefined : parseLanguage(line['lang']);
    const answer = await engine.request('search', requestOf(command, line['query'], language), { signal });
    for (const notice of answer.notices) if (!told.has(notice)) output.note(notice);
    answer.notices.forEach((notice) => told.add(notice));
    return searchJson(answer);
  });
}

export const runSearch: RunCommand<'search'> = async (command, terminal) => {
  const { engine, output, signal } = terminal;
  if (command.batch !== null) return runBatch(command, command.batch, terminal);
  const answer = await engine.request('search', requestOf(command, command.query ?? ''), { signal });
  for (const notice of answer.notices) output.note(notice);
  await (output.json ? output.value(searchJson(answer)) : output.line(renderAnswer(answer, output)));
  return true;
};
