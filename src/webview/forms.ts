import { isRecord } from '../core/isRecord.ts';

/** Whether a value has an agreed form. */
export type Test = (value: unknown) => boolean;
/** A test for each field of a type. */
export type Tests<T> = { readonly [K in keyof T]: Test };

export const isText: Test = (value) => typeof value === 'string';
export const isFlag: Test = (value) => typeof value === 'boolean';
export const isCount: Test = (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0;
export const isLanguage: Test = (value) => value === 'en' || value === 'zh';

export const orNull =
  (test: Test): Test =>
  (value) =>
    value === null || test(value);

export const listOf =
  (test: Test, length?: number): Test =>
  (value) =>
    Array.isArray(value) && (length === undefined || value.length === length) && value.every(test);

export const fields =
  (tests: Readonly<Record<string, Test>>): Test =>
  (value) =>
    isRecord(value) && Object.entries(tests).every(([name, test]) => test(value[name]));

/** A message with the form of its type, or null. */
export function messageOf<T extends { readonly type: string }>(
  value: unknown,
  forms: { readonly [K in T['type']]: Test },
): T | null {
  if (!isRecord(value) || typeof value['type'] !== 'string' || !Object.hasOwn(forms, value['type']))
    return null;
  return forms[value['type'] as T['type']](value) ? (value as unknown as T) : null;
}
