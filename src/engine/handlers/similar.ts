import type { Handler } from './handler.ts';
import { askSearcher } from './search.ts';

export const similar: Handler<'similar'> = (request, context) =>
  askSearcher(context, (searcher) => searcher.similar(request, context.signal));
