import { Worker } from 'node:worker_threads';
import { StderrTail } from './stderrTail.ts';
import type { StartTransport } from './transport.ts';

/**
 * The engine as a worker thread of this process, for hosts that may not start processes. Once it is ready it is
 * never ended from outside: ending a thread in the middle of a native run aborts the whole process.
 */
export const workerTransport =
  (engineFile: string): StartTransport =>
  (listener) => {
    // The runtime reads the real environment, which a thread cannot set.
    process.env['ORT_DISABLE_TELEMETRY'] = '1';
    const worker = new Worker(engineFile, { stderr: true, stdout: true, execArgv: [] });
    worker.unref();
    worker.stdout.resume();
    const stderr = new StderrTail();
    worker.stderr.on('data', (chunk: Buffer) => stderr.add(chunk.toString()));
    let failure: string | null = null;
    let heard = false;
    worker.on('message', (message) => {
      heard = true;
      listener.message(message);
    });
    worker.on('error', (error) => {
      failure = error instanceof Error ? error.message : String(error);
    });
    worker.on('exit', (code) => listener.exit({ code, signal: null, stderr: stderr.text, error: failure }));
    return {
      send: (message) => worker.postMessage(message),
      kill: () => {
        if (heard) return false;
        void worker.terminate();
        return true;
      },
    };
  };
