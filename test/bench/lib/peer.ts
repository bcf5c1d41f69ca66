import { fork, type ChildProcess } from 'node:child_process';
import { copyFileSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUNDLED, modelFile } from '../../unit/inference/bundledModel.ts';

const PROGRAM = fileURLToPath(new URL('peerProcess.mjs', import.meta.url));

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}

/** transformers.js with vectra, on the bundled model, in a process of its own. */
export class Peer {
  readonly #child: ChildProcess;
  #lastId = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** @param work an empty folder: the model as transformers.js looks for it, and vectra's index */
  static async open(work: string, threads: number): Promise<Peer> {
    const models = join(work, 'models');
    mkdirSync(join(models, BUNDLED.id, 'onnx'), { recursive: true });
    for (const name of ['config.json', 'tokenizer.json', 'tokenizer_config.json'])
      copyFileSync(modelFile(name), join(models, BUNDLED.id, name));
    symlinkSync(modelFile('model.onnx'), join(models, BUNDLED.id, 'onnx', 'model_quantized.onnx'));
    const peer = new Peer(fork(PROGRAM, { serialization: 'advanced', execArgv: [] }));
    await peer.ask('open', { models, model: BUNDLED.id, threads, folder: join(work, 'vectra') });
    return peer;
  }

  /** Rejects with what the peer's process threw, and when it ends. */
  ask(kind: string, message: Readonly<Record<string, unknown>>): Promise<unknown> {
    const id = (this.#lastId += 1);
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void): void => {
        this.#child.off('message', listen);
        this.#child.off('exit', end);
        finish();
      };
      const listen = (answer: Answer): void => {
        if (answer.id !== id) return;
        settle(() => (answer.error === undefined ? resolve(answer.result) : reject(new Error(answer.error))));
      };
      const end = (): void => settle(() => reject(new Error("The peer's process has ended.")));
      this.#child.on('message', listen);
      this.#child.on('exit', end);
      this.#child.send({ id, kind, ...message });
    });
  }

  close(): void {
    this.#child.kill();
  }
}
