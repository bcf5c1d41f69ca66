/** The two languages every part of the product speaks. */
export type Language = 'en' | 'zh';

export const LANGUAGES: readonly Language[] = ['en', 'zh'];

/** One text in each language; both are present, and equal where a thing has only one name. */
export type Localized = Readonly<Record<Language, string>>;

const HAN = /\p{Script=Han}/u;
const HAN_ALL = /\p{Script=Han}/gu;
const LATIN_WORD = /[A-Za-z]{2,}/g;

export const hasHan = (text: string): boolean => HAN.test(text);

/**
 * The language a reader writes in. Chinese text about models is full of Latin names, so a Han character counts
 * as much as a Latin word: `zh` when there are at least as many Han characters as Latin words.
 */
export function detectLanguage(text: string): Language {
  const han = text.match(HAN_ALL)?.length ?? 0;
  if (han === 0) return 'en';
  return han >= (text.match(LATIN_WORD)?.length ?? 0) ? 'zh' : 'en';
}

/** As HTML names them. */
export const HTML_LANGUAGES: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-CN' };
