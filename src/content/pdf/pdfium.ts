import { readFile } from 'node:fs/promises';
import { init } from '@embedpdf/pdfium';
import { AtlasError } from '../../core/errors.ts';

type Functions = Awaited<ReturnType<typeof init>>;

/** What the module has beside pdfium's functions; its memory is another object each time that it has grown. */
interface Runtime {
  readonly HEAPU8: Uint8Array<ArrayBuffer>;
  readonly wasmExports: { malloc(size: number): number; free(pointer: number): void };
  addFunction(callback: (...values: number[]) => number, signature: string): number;
  removeFunction(pointer: number): void;
  _FPDF_LoadCustomDocument(access: number, password: number): number;
}

/**
 * pdfium, compiled to WebAssembly. It holds its thread while it works. After an error that is not an `AtlasError` it
 * has fallen over, and this instance is of no further use.
 */
export class Pdfium {
  readonly calls: Functions;
  readonly #runtime: Runtime;

  private constructor(calls: Functions) {
    this.calls = calls;
    this.#runtime = calls.pdfium as unknown as Runtime;
  }

  /**
   * @param file `pdfium.wasm`
   * @throws AtlasError `ATLAS-RUNTIME` when it cannot be loaded
   */
  static async load(file: string): Promise<Pdfium> {
    const quiet = { print: () => undefined, printErr: () => undefined };
    try {
      const wasmBinary = new Uint8Array(await readFile(file)).buffer;
      const calls = await init({ wasmBinary, ...quiet });
      calls.PDFiumExt_Init();
      return new Pdfium(calls);
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      const message = `PDFs cannot be shown: ${file} could not be loaded (${cause}). Install the extension again.`;
      throw new AtlasError('ATLAS-RUNTIME', message, file, error);
    }
  }

  /** Bytes that it holds; they never become fewer. */
  get memorySize(): number {
    return this.#runtime.HEAPU8.byteLength;
  }

  /** A view of its memory, until the next call: the memory may have grown by then. */
  memory(pointer: number, size: number): Uint8Array<ArrayBuffer> {
    return this.#runtime.HEAPU8.subarray(pointer, pointer + size);
  }

  floats(pointer: number, count: number): readonly number[] {
    const view = new DataView(this.#runtime.HEAPU8.buffer, pointer, count * 4);
    return Array.from({ length: count }, (_, index) => view.getFloat32(index * 4, true));
  }

  doubles(pointer: number, count: number): readonly number[] {
    const view = new DataView(this.#runtime.HEAPU8.buffer, pointer, count * 8);
    return Array.from({ length: count }, (_, index) => view.getFloat64(index * 8, true));
  }

  /** @throws AtlasError `ATLAS-PDF` when there is no such room left; `free` it */
  allocate(size: number): number {
    const pointer = this.#runtime.wasmExports.malloc(size);
    if (pointer === 0) throw new AtlasError('ATLAS-PDF', 'This PDF needs more memory than there is for it.');
    return pointer;
  }

  free(pointer: number): void {
    this.#runtime.wasmExports.free(pointer);
  }

  withMemory<T>(size: number, task: (pointer: number) => T): T {
    const pointer = this.allocate(size);
    try {
      return task(pointer);
    } finally {
      this.free(pointer);
    }
  }

  /** The text as pdfium wants it: UTF-16, little endian, closed by zero. */
  withText<T>(text: string, task: (pointer: number) => T): T {
    const encoded = Buffer.from(`${text}\0`, 'utf16le');
    return this.withMemory(encoded.byteLength, (pointer) => {
      this.memory(pointer, encoded.byteLength).set(encoded);
      return task(pointer);
    });
  }

  /** A function of ours that pdfium may call by its pointer; `removeCallback` it. */
  addCallback(callback: (...values: number[]) => number, signature: string): number {
    return this.#runtime.addFunction(callback, signature);
  }

  removeCallback(pointer: number): void {
    this.#runtime.removeFunction(pointer);
  }

  /** @param access pointer to an `FPDF_FILEACCESS`, which must outlive the document. 0: it could not be opened. */
  openDocument(access: number): number {
    return this.#runtime._FPDF_LoadCustomDocument(access, 0);
  }
}
