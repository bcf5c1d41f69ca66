import type { Handler } from './handler.ts';

export const pdfOpen: Handler<'pdfOpen'> = (request, { services, signal }) =>
  services.pdf.run('open', request, signal);
