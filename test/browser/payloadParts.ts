/** Text that a page without guards would act on. */
export interface Payload {
  /** Family, then the combination that it is: `handler img onerror slashes`. */
  readonly name: string;
  readonly form: 'html' | 'svg' | 'markdown' | 'formula' | 'text';
  /** What follows it in the same text may become part of it. */
  readonly isOpen: boolean;
  /** @param mark the number by which one sees which payload ran, and from where */
  readonly text: (mark: number) => string;
}

export type Part = readonly [name: string, text: (mark: number) => string];

/** A script that says that it ran. It holds no quotes, spaces or angle brackets. */
export const run = (mark: number): string => `__ran.push(${mark})`;

/** An address that says that it was asked for. */
export const leak = (mark: number): string => `https://payload-${mark}.invalid/`;

/** The number of the payload that asked for an address; null where the address does not say it. */
export function markOfRequest(url: string): number | null {
  const found = /(?:payload-|secret-|push\()(\d+)/.exec(url)?.[1];
  return found === undefined ? null : Number(found);
}

export const inQuotes = (value: string): string => `"${value.replaceAll('"', '&quot;')}"`;

/** Each character as a character reference. */
export const referred = (text: string): string =>
  [...text].map((each) => `&#${each.codePointAt(0)};`).join('');

/** Letters in turn small and large. */
export const mixedCase = (text: string): string =>
  [...text].map((each, at) => (at % 2 === 0 ? each.toUpperCase() : each.toLowerCase())).join('');

/** The same numbers in the same order for a seed: a linear congruential generator. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** From 0 to below `end`. */
  below(end: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * end);
  }

  /** `count` of a list's entries, none twice. */
  some<T>(list: readonly T[], count: number): T[] {
    const left = [...list];
    return Array.from(
      { length: Math.min(count, left.length) },
      () => left.splice(this.below(left.length), 1)[0]!,
    );
  }
}
