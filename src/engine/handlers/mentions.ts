import type { Handler } from './handler.ts';

export const mentions: Handler<'mentions'> = async (_request, { services, signal }) => {
  const { library } = services.configuration;
  return library ? services.mentions.collect(library, signal) : { mentions: [], files: 0, skipped: [] };
};
