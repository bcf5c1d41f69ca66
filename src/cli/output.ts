import type { AtlasError } from '../core/errors.ts';
import { printable } from './textLayout.ts';

export interface Styles {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
}

const styled =
  (on: boolean, start: number, end: number) =>
  (text: string): string =>
    on ? `\u001B[${start}m${text}\u001B[${end}m` : text;

/** Standard output for answers, standard error for everything else. */
export class Output {
  readonly #out: NodeJS.WriteStream;
  readonly #err: NodeJS.WriteStream;
  readonly json: boolean;
  readonly styles: Styles;

  constructor(
    json: boolean,
    out: NodeJS.WriteStream = process.stdout,
    err: NodeJS.WriteStream = process.stderr,
  ) {
    this.#out = out;
    this.#err = err;
    this.json = json;
    const colours = out.isTTY && !process.env['NO_COLOR'];
    this.styles = { bold: styled(colours, 1, 22), dim: styled(colours, 2, 22) };
    // Whoever reads our output may stop reading: that is no failure.
    out.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit();
      throw error;
    });
  }

  /** Columns to write in. */
  get width(): number {
    return Math.min(this.#out.columns || 80, 100);
  }

  /** Resolves when there is room for more. */
  async line(text: string): Promise<void> {
    if (this.#out.write(`${text}\n`)) return;
    await new Promise((resolve) => this.#out.once('drain', resolve));
  }

  value(value: unknown): Promise<void> {
    return this.line(JSON.stringify(value));
  }

  /** For the person at the terminal, beside the answer. */
  note(text: string): void {
    this.#err.write(`${printable(text)}\n`);
  }

  /** A line that the next one overwrites; nothing where nobody watches. */
  progress(text: string): void {
    if (this.#err.isTTY)
      this.#err.write(`\r\u001B[K${printable(text).slice(0, Math.max(20, (this.#err.columns || 80) - 1))}`);
  }

  endProgress(): void {
    if (this.#err.isTTY) this.#err.write('\r\u001B[K');
  }

  async error(error: AtlasError): Promise<void> {
    this.note(`${error.code}: ${error.message}`);
    if (this.json) await this.value({ error });
  }
}
