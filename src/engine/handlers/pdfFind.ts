import { findInPdf } from '../pdf/findInPdf.ts';
import type { Handler } from './handler.ts';

export const pdfFind: Handler<'pdfFind'> = (request, { services, signal }) =>
  findInPdf(services.pdf, request, signal);
