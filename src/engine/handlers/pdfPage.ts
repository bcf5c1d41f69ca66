import type { Handler } from './handler.ts';

export const pdfPage: Handler<'pdfPage'> = (request, { services, signal }) =>
  services.pdf.run('page', request, signal);
