import { parentPort } from 'node:worker_threads';
import { EngineServer, type EngineChannel } from './engineServer.ts';
import { productParts } from './productParts.ts';

// Started by the supervisor: as a thread it speaks through `parentPort`, as a process through its IPC channel.
const port = parentPort;
const log = (line: string): void => console.error(line);
const channel: EngineChannel = port
  ? { send: (message) => port.postMessage(message), log, end: () => port.close() }
  : {
      send: (message) => {
        if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
      },
      log,
      end: () => process.exit(),
    };

const server = new EngineServer(channel, productParts);
if (port) port.on('message', (message) => server.receive(message));
else {
  process.on('message', (message) => server.receive(message));
  process.on('disconnect', () => void server.stop());
}
