import { parentPort, workerData } from 'node:worker_threads';
import { Pdfium } from '../../content/pdf/pdfium.ts';
import { AtlasError } from '../../core/errors.ts';
import type { FromPdfWorker, PdfWorkerSetup, ToPdfWorker } from './pdfMessages.ts';
import { PdfWork } from './pdfWork.ts';

// The thread that draws PDFs: pdfium holds it while it works, and a job that takes too long ends with the thread.
// An error that is no AtlasError is left to end the thread as well: pdfium has fallen over.

const port = parentPort;
const setup = workerData as PdfWorkerSetup;
let pdfium: Pdfium | null = null;
let work: PdfWork | null = null;

async function answer(job: ToPdfWorker): Promise<void> {
  const send = (message: FromPdfWorker, transfer: ArrayBuffer[] = []): void =>
    port?.postMessage(message, transfer);
  const memory = (): number => pdfium?.memorySize ?? 0;
  try {
    pdfium ??= await Pdfium.load(setup.pdfium);
    work ??= new PdfWork(pdfium);
    const result = work.do(job);
    const bytes = 'png' in result ? [result.png.buffer as ArrayBuffer] : [];
    send({ id: job.id, memory: memory(), result }, bytes);
  } catch (error) {
    if (!(error instanceof AtlasError)) throw error;
    send({ id: job.id, memory: memory(), error: error.toJSON() });
  }
}

port?.on('message', (job: ToPdfWorker) => void answer(job));
