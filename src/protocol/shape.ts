import { isRecord } from '../core/isRecord.ts';
import { AtlasError } from '../core/errors.ts';

/** Returns the value when it has the agreed form, else throws `ATLAS-PROTOCOL` naming the place (`payload.limit`). */
export type Shape<T> = (value: unknown, at: string) => T;

/** What a shape accepts. */
export type Shaped<S> = S extends Shape<infer T> ? T : never;

function refuse(at: string, expected: string): never {
  throw new AtlasError('ATLAS-PROTOCOL', `${at} must be ${expected}.`, at);
}

/** @param maxLength UTF-16 units; longer texts are refused before anything is computed from them */
export const text =
  (maxLength = 1_000_000): Shape<string> =>
  (value, at) => {
    if (typeof value !== 'string') return refuse(at, 'a text');
    return value.length <= maxLength ? value : refuse(at, `a text of at most ${maxLength} characters`);
  };

export const number =
  (low = -Infinity, high = Infinity): Shape<number> =>
  (value, at) =>
    typeof value === 'number' && value >= low && value <= high
      ? value
      : refuse(at, `a number from ${low} to ${high}`);

export const integer =
  (low: number, high: number): Shape<number> =>
  (value, at) =>
    Number.isSafeInteger(value) && (value as number) >= low && (value as number) <= high
      ? (value as number)
      : refuse(at, `a whole number from ${low} to ${high}`);

export const flag: Shape<boolean> = (value, at) =>
  typeof value === 'boolean' ? value : refuse(at, 'true or false');

export const oneOf =
  <const T extends string>(allowed: readonly T[]): Shape<T> =>
  (value, at) =>
    allowed.includes(value as T) ? (value as T) : refuse(at, `one of ${allowed.join(', ')}`);

export const nullable =
  <T>(shape: Shape<T>): Shape<T | null> =>
  (value, at) =>
    value === null ? null : shape(value, at);

export const list =
  <T>(shape: Shape<T>, maxLength = 1_000_000): Shape<readonly T[]> =>
  (value, at) => {
    if (!Array.isArray(value) || value.length > maxLength)
      return refuse(at, `a list of at most ${maxLength}`);
    return value.map((item, index) => shape(item, `${at}[${index}]`));
  };

/**
 * Gives bytes that own their memory: what a channel delivers may be a `Buffer` over a larger piece, which the next
 * channel would send whole or not at all.
 * @param maxLength bytes
 */
export const bytes =
  (maxLength: number): Shape<Uint8Array> =>
  (value, at) => {
    if (!(value instanceof Uint8Array) || value.byteLength > maxLength)
      return refuse(at, `at most ${maxLength} bytes`);
    const ownsMemory = value.constructor === Uint8Array && value.byteLength === value.buffer.byteLength;
    return ownsMemory ? value : new Uint8Array(value);
  };

export const pair =
  <T>(shape: Shape<T>): Shape<readonly [T, T]> =>
  (value, at) => {
    if (!Array.isArray(value) || value.length !== 2) return refuse(at, 'a pair');
    return [shape(value[0], `${at}[0]`), shape(value[1], `${at}[1]`)];
  };

type Fields<R, O> = { readonly [K in keyof R]: R[K] } & { readonly [K in keyof O]?: O[K] };

/**
 * An object of known fields. Fields it does not know are left out of what it returns, so that an older reader
 * understands a newer writer and nothing unforeseen passes on.
 */
export const record =
  <R extends object, O extends object = object>(
    required: { readonly [K in keyof R]: Shape<R[K]> },
    optional: { readonly [K in keyof O]: Shape<O[K]> } = {} as { readonly [K in keyof O]: Shape<O[K]> },
  ): Shape<Fields<R, O>> =>
  (value, at) => {
    if (!isRecord(value)) return refuse(at, 'an object');
    const known: Record<string, unknown> = {};
    for (const [key, shape] of Object.entries<Shape<unknown>>(required))
      known[key] = shape(value[key], `${at}.${key}`);
    for (const [key, shape] of Object.entries<Shape<unknown>>(optional)) {
      if (value[key] !== undefined) known[key] = shape(value[key], `${at}.${key}`);
    }
    return known as Fields<R, O>;
  };
