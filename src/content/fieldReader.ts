import type { ContentProblem } from '../core/concept.ts';
import { isRecord } from '../core/isRecord.ts';
import { LANGUAGES, type Language, type Localized } from '../core/language.ts';
import type { Fields } from './frontMatter.ts';

/** Reads typed fields from front matter and collects what is wrong with them, with file and line. */
export class FieldReader {
  readonly problems: ContentProblem[] = [];
  readonly #front: Fields;
  readonly #file: string;

  constructor(front: Fields, file: string) {
    this.#front = front;
    this.#file = file;
  }

  complain(field: string, message: string): void {
    this.problems.push({ file: this.#file, line: this.#front.lineOf(field), message });
  }

  onlyKnown(known: readonly string[]): void {
    for (const field of Object.keys(this.#front.data)) {
      if (!known.includes(field))
        this.complain(field, `Unknown field \`${field}\`; known are ${known.join(', ')}.`);
    }
  }

  text(field: string): string {
    const value = this.#front.data[field];
    if (typeof value === 'string' && value.trim()) return value.trim();
    this.complain(field, `\`${field}\` must be a text.`);
    return '';
  }

  oneOf<T extends string>(field: string, allowed: readonly T[]): T {
    const value = this.#front.data[field];
    const found = allowed.find((item) => item === value);
    if (found) return found;
    this.complain(field, `\`${field}\` must be one of ${allowed.join(', ')}.`);
    return allowed[0]!;
  }

  year(field: string): number | null {
    const value = this.#front.data[field];
    if (value === undefined || value === null) return null;
    if (typeof value === 'number' && Number.isInteger(value) && value > 1900 && value < 2100) return value;
    this.complain(field, `\`${field}\` must be a year, as 2021.`);
    return null;
  }

  texts(field: string): readonly string[] {
    return this.#texts(this.#front.data[field], field, field);
  }

  localized(field: string): Localized {
    return this.#localized(this.#front.data[field], field, field);
  }

  /** Texts in both languages by name. */
  localizedMap(field: string): Readonly<Record<string, Localized>> {
    const value = this.#front.data[field];
    if (value === undefined || value === null) return {};
    if (isRecord(value)) {
      const texts = Object.entries(value).map(
        ([name, text]) => [name, this.#localized(text, field, `${field}.${name}`)] as const,
      );
      return Object.fromEntries(texts);
    }
    this.complain(field, `\`${field}\` must hold names, each with \`en\` and \`zh\`.`);
    return {};
  }

  #localized(value: unknown, field: string, label: string): Localized {
    const read = (language: Language): string => {
      const text = isRecord(value) ? value[language] : undefined;
      if (typeof text === 'string' && text.trim()) return text.trim();
      if (typeof text === 'number') return String(text);
      this.complain(field, `\`${label}.${language}\` must be a text.`);
      return '';
    };
    return { en: read('en'), zh: read('zh') };
  }

  localizedTexts(field: string): Readonly<Record<Language, readonly string[]>> {
    const value = this.#front.data[field];
    const [en, zh] = LANGUAGES.map((language) =>
      this.#texts(isRecord(value) ? value[language] : undefined, field, `${field}.${language}`),
    );
    return { en: en!, zh: zh! };
  }

  /** Named lists of texts; a name outside `allowed` is a problem (null: any name). */
  lists<T extends string>(
    field: string,
    allowed: readonly T[] | null,
  ): Partial<Record<T, readonly string[]>> {
    const value = this.#front.data[field];
    const lists: Partial<Record<T, readonly string[]>> = {};
    if (value === undefined || value === null) return lists;
    if (!isRecord(value)) {
      this.complain(field, `\`${field}\` must hold named lists.`);
      return lists;
    }
    for (const [name, items] of Object.entries(value)) {
      if (allowed && !allowed.includes(name as T)) {
        this.complain(field, `\`${field}.${name}\` is unknown; known are ${allowed.join(', ')}.`);
      } else lists[name as T] = this.#texts(items, field, `${field}.${name}`);
    }
    return lists;
  }

  #texts(value: unknown, field: string, label: string): readonly string[] {
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) {
      this.complain(field, `\`${label}\` must be a list.`);
      return [];
    }
    const texts: string[] = [];
    for (const item of value) {
      if (typeof item === 'string' && item.trim()) texts.push(item.trim());
      else if (typeof item === 'number') texts.push(String(item));
      else this.complain(field, `\`${label}\` holds something that is not a text: put it in quotes.`);
    }
    return texts;
  }
}
