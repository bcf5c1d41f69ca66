import { parentPort } from 'node:worker_threads';
import type { FromWorker, Job, ToWorker } from '../../../src/inference/workerMessages.ts';

// An inference thread without a model. Passages are kept until a question comes. A question's text is an order:
// "count": answer with the number of passages kept, then answer those; "exit", "throw": die; "refuse": an error.

const port = parentPort!;
const post = (message: FromWorker): void => port.postMessage(message);
const kept = new Map<number, Job>();

function obey({ id, text }: Job): void {
  if (text === 'exit') process.exit(3);
  if (text === 'throw') throw new Error('out of luck');
  if (text === 'refuse') {
    post({ kind: 'rejected', id, error: { code: 'ATLAS-RUNTIME', message: 'no', subject: null } });
    return;
  }
  post({ kind: 'vector', id, vector: new Float32Array([kept.size]) });
  for (const passage of kept.keys())
    post({ kind: 'vector', id: passage, vector: new Float32Array([passage]) });
  kept.clear();
}

port.on('message', (message: ToWorker) => {
  if (message.kind === 'close') port.close();
  else if (message.kind === 'cancel') {
    if (kept.delete(message.id)) post({ kind: 'dropped', id: message.id });
  } else if (message.kind === 'count') post({ kind: 'count', id: message.id, tokens: message.text.length });
  else if (message.kind === 'passage') kept.set(message.id, message);
  else obey(message);
});
post({ kind: 'ready', provider: 'cpu', file: 'fake', passedOver: [] });
