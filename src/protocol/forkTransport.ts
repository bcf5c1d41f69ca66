import { fork } from 'node:child_process';
import { StderrTail } from './stderrTail.ts';
import type { StartTransport } from './transport.ts';

/**
 * The engine as a process of its own. `ORT_DISABLE_TELEMETRY` must stand in its real environment before it starts;
 * `ELECTRON_RUN_AS_NODE` makes the desktop's Electron binary behave as Node and means nothing to others.
 */
export const forkTransport =
  (engineFile: string): StartTransport =>
  (listener) => {
    const child = fork(engineFile, [], {
      env: { ...process.env, ORT_DISABLE_TELEMETRY: '1', ELECTRON_RUN_AS_NODE: '1' },
      // The host's own flags (a debugger's port among them) are not the engine's.
      execArgv: [],
      // Bytes of pictures pass as they are.
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const stderr = new StderrTail();
    child.stderr?.on('data', (chunk: Buffer) => stderr.add(chunk.toString()));
    let ended = false;
    const end = (code: number | null, signal: string | null, error: string | null): void => {
      if (ended) return;
      ended = true;
      listener.exit({ code, signal, stderr: stderr.text, error });
    };
    child.on('message', (message) => listener.message(message));
    child.on('error', (error) => {
      if (child.pid === undefined) end(null, null, error.message);
    });
    // `close` comes after `exit`, when standard error has been read to its end.
    child.on('close', (code, signal) => end(code, signal, null));
    return {
      send: (message) => {
        if (child.connected) child.send(message, () => undefined);
      },
      kill: () => {
        child.kill('SIGKILL');
        return true;
      },
    };
  };
