import type { FileHandle } from 'node:fs/promises';

const WINDOW = 64 * 1024;
/** Graphs within graphs deeper than this are not what exporters write. */
const MAX_DEPTH = 64;

/** Thrown for a file that is no well-formed protobuf message. */
export class MalformedOnnx extends Error {}

/** A file read front to back in windows, with jumps: the weights between the headers are never read. */
class WindowedFile {
  readonly #handle: FileHandle;
  readonly #buffer = Buffer.alloc(WINDOW);
  #start = 0;
  #length = 0;
  position = 0;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** Takes the byte at the position, or gives -1 when the window does not hold it. */
  nextByte(): number {
    const at = this.position - this.#start;
    if (at < 0 || at >= this.#length) return -1;
    this.position += 1;
    return this.#buffer[at]!;
  }

  async fill(): Promise<void> {
    const { bytesRead } = await this.#handle.read(this.#buffer, 0, WINDOW, this.position);
    if (bytesRead === 0) throw new MalformedOnnx('it ends too early');
    this.#start = this.position;
    this.#length = bytesRead;
  }

  async varint(): Promise<number> {
    let value = 0;
    for (let scale = 1, index = 0; index < 10; scale *= 128, index += 1) {
      let byte = this.nextByte();
      if (byte < 0) {
        await this.fill();
        byte = this.nextByte();
      }
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
    throw new MalformedOnnx('it holds an endless number');
  }
}

type MessageKind = 'model' | 'graph' | 'node' | 'attribute' | 'tensor' | 'sparse' | 'function' | 'training';

/** Numbers of the fields (onnx.proto) that hold a message on the way to a tensor. */
const CHILDREN: Readonly<Record<MessageKind, Readonly<Record<number, MessageKind>>>> = {
  model: { 7: 'graph', 20: 'training', 25: 'function' },
  training: { 1: 'graph', 2: 'graph' },
  function: { 7: 'node', 11: 'attribute' },
  graph: { 1: 'node', 5: 'tensor', 15: 'sparse' },
  node: { 5: 'attribute' },
  attribute: { 5: 'tensor', 6: 'graph', 10: 'tensor', 11: 'graph', 22: 'sparse', 23: 'sparse' },
  sparse: { 1: 'tensor', 2: 'tensor' },
  tensor: {},
};
const TENSOR_EXTERNAL_DATA = 13;
const TENSOR_DATA_LOCATION = 14;

async function walk(file: WindowedFile, kind: MessageKind, end: number, depth: number): Promise<boolean> {
  if (depth > MAX_DEPTH) throw new MalformedOnnx('its graphs are nested too deeply');
  while (file.position < end) {
    const tag = await file.varint();
    const field = Math.floor(tag / 8);
    const wire = tag % 8;
    if (field === 0) throw new MalformedOnnx('it is not a protobuf message');
    if (wire === 0) {
      const value = await file.varint();
      if (kind === 'tensor' && field === TENSOR_DATA_LOCATION && value !== 0) return true;
    } else if (wire === 1 || wire === 5) file.position += wire === 1 ? 8 : 4;
    else if (wire === 2) {
      const length = await file.varint();
      const childEnd = file.position + length;
      if (childEnd > end) throw new MalformedOnnx('a part of it reaches beyond its end');
      if (kind === 'tensor' && field === TENSOR_EXTERNAL_DATA) return true;
      const child = CHILDREN[kind][field];
      if (child && (await walk(file, child, childEnd, depth + 1))) return true;
      file.position = childEnd;
    } else throw new MalformedOnnx('it is not a protobuf message');
  }
  if (file.position !== end) throw new MalformedOnnx('a part of it reaches beyond its end');
  return false;
}

/**
 * Whether any tensor of an ONNX model, in subgraphs and attributes too, keeps its data outside the file (`size`
 * bytes). Rejects with `MalformedOnnx`. Reads the headers only: a few milliseconds whatever the size.
 */
export async function hasExternalData(handle: FileHandle, size: number): Promise<boolean> {
  if (size === 0) throw new MalformedOnnx('it is empty');
  return walk(new WindowedFile(handle), 'model', size, 0);
}
