import { AtlasError } from '../core/errors.ts';

/** `/`-separated, no empty or dot part, no drive, no backslash: joined to a folder it stays inside. */
export const isPlainRelativePath = (path: string): boolean =>
  /^[^\\:\0]+$/.test(path) && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');

/** Fields of one object of the list of models, read by type; every error says where in the file it is. */
export class ManifestReader {
  readonly #fields: Readonly<Record<string, unknown>>;
  readonly #file: string;
  readonly #place: string;

  constructor(value: unknown, file: string, place: string) {
    this.#file = file;
    this.#place = place;
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw this.problem('', 'is not an object');
    this.#fields = value as Readonly<Record<string, unknown>>;
  }

  static parse(json: string, file: string): ManifestReader {
    let value: unknown;
    try {
      value = JSON.parse(json);
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      throw new AtlasError('ATLAS-CARD', `The list of models is not JSON: ${cause}`, file, error);
    }
    return new ManifestReader(value, file, '');
  }

  problem(field: string, what: string): AtlasError {
    const place = [this.#place, field].filter((part) => part !== '').join('.') || 'the file';
    return new AtlasError('ATLAS-CARD', `In the list of models, ${place}: ${what}.`, this.#file);
  }

  text(field: string, mayBeEmpty = false): string {
    const value = this.#fields[field];
    if (typeof value !== 'string') throw this.problem(field, 'is missing or not text');
    if (value === '' && !mayBeEmpty) throw this.problem(field, 'is empty');
    return value;
  }

  flag(field: string): boolean {
    const value = this.#fields[field];
    if (typeof value !== 'boolean') throw this.problem(field, 'is missing or neither true nor false');
    return value;
  }

  positiveInteger(field: string): number {
    const value = this.#fields[field];
    if (!Number.isSafeInteger(value) || (value as number) <= 0)
      throw this.problem(field, 'is missing or not a positive whole number');
    return value as number;
  }

  oneOf<T extends string>(field: string, allowed: readonly T[]): T {
    const value = this.text(field);
    const found = allowed.find((word) => word === value);
    if (found === undefined) throw this.problem(field, `"${value}" is none of ${allowed.join(', ')}`);
    return found;
  }

  texts(field: string): string[] {
    return this.#list(field).map((value) => {
      if (typeof value !== 'string' || value === '')
        throw this.problem(field, 'holds something that is not text');
      return value;
    });
  }

  listOf<T extends string>(field: string, allowed: readonly T[]): T[] {
    return this.texts(field).map((value) => {
      const found = allowed.find((word) => word === value);
      if (found === undefined) throw this.problem(field, `"${value}" is none of ${allowed.join(', ')}`);
      return found;
    });
  }

  object(field: string): ManifestReader {
    return new ManifestReader(this.#fields[field], this.#file, this.#below(field));
  }

  objects(field: string): ManifestReader[] {
    return this.#list(field).map(
      (value, index) => new ManifestReader(value, this.#file, this.#below(`${field}[${index}]`)),
    );
  }

  /** A field that must be there and may be null. */
  orNull<T>(field: string, read: () => T): T | null {
    if (!(field in this.#fields)) throw this.problem(field, 'is missing (null says "none" or "not known")');
    return this.#fields[field] === null ? null : read();
  }

  #list(field: string): readonly unknown[] {
    const value = this.#fields[field];
    if (!Array.isArray(value) || value.length === 0) throw this.problem(field, 'is missing or an empty list');
    return value;
  }

  #below(field: string): string {
    return this.#place === '' ? field : `${this.#place}.${field}`;
  }
}
