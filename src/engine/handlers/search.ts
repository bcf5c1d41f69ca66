import { AtlasError } from '../../core/errors.ts';
import type { Searcher } from '../searcher.ts';
import type { Handler, HandlerContext } from './handler.ts';

/** Failures of the model, not of the question. */
const MODEL_FAILURES: ReadonlySet<string> = new Set([
  'ATLAS-RUNTIME',
  'ATLAS-MODEL-MISSING',
  'ATLAS-MODEL-DAMAGED',
  'ATLAS-MODEL-REFUSED',
]);

/** Asks the searcher; when the model fails under it, asks again by keyword. */
export async function askSearcher<T>(
  { services }: HandlerContext,
  ask: (searcher: Searcher) => Promise<T>,
): Promise<T> {
  try {
    return await services.withIndex(({ searcher }) => ask(searcher));
  } catch (thrown) {
    const error = AtlasError.from(thrown);
    if (!MODEL_FAILURES.has(error.code) || services.problem('embedder')) throw error;
    await services.giveUpEmbedder(error);
    return services.withIndex(({ searcher }) => ask(searcher));
  }
}

export const search: Handler<'search'> = async (request, context) => {
  const answer = await askSearcher(context, (searcher) => searcher.search(request, context.signal));
  return { ...answer, notices: [...new Set([...context.services.notices(), ...answer.notices])] };
};
