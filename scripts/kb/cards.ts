import type { Category, ConceptCard, ContentProblem } from '../../src/core/concept.ts';
import { LANGUAGES, type Language } from '../../src/core/language.ts';
import { plainText } from '../../src/core/plainText.ts';

/** What of an entry's facts must stand in its card: figures and names. */
export type ExpectedFacts = Readonly<
  Record<string, { readonly numbers: readonly string[]; readonly names: readonly string[] }>
>;

const EXPLAINED: ReadonlySet<Category> = new Set(['model', 'method', 'architecture', 'loss', 'training-recipe']);
const LEAST: Readonly<Record<Language, readonly [explained: number, other: number]>> = {
  en: [150, 60],
  zh: [250, 100],
};

const length = (markdown: string, language: Language): number =>
  (plainText(markdown).match(language === 'en' ? /[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu : /\p{Script=Han}/gu) ?? []).length;

/** Sections that are too short to explain anything. */
export function lengthProblems(cards: readonly ConceptCard[]): ContentProblem[] {
  return cards.flatMap((card) =>
    LANGUAGES.flatMap((language) => {
      const least = LEAST[language][EXPLAINED.has(card.category) ? 0 : 1];
      const { markdown, line } = card.sections[language];
      const count = length(markdown, language);
      if (count >= least) return [];
      const unit = language === 'en' ? 'words' : 'Han characters';
      return [{ file: card.path, line, message: `${count} ${unit}; a ${card.category} needs at least ${least}.` }];
    }),
  );
}

const numbersIn = (text: string): Set<string> =>
  new Set((text.replace(/(?<=\d)[, ](?=\d{3}(?!\d))/g, '').match(/\d+(?:\.\d+)?/g) ?? []).map(String));

/** Facts of an entry whose figures or names stand nowhere in its card. */
export function factProblems(cards: readonly ConceptCard[], expected: ExpectedFacts): ContentProblem[] {
  const byId = new Map(cards.map((card) => [card.id, card]));
  return Object.entries(expected).flatMap(([id, { numbers, names }]) => {
    const card = byId.get(id);
    if (!card) return [{ file: 'evaluation/expected-facts.json', line: 1, message: `There is no concept ${id}.` }];
    const said = numbersIn(card.source);
    const source = card.source.toLowerCase();
    const missing = [
      ...numbers.filter((number) => !said.has(number)),
      ...names.filter((name) => !source.includes(name.toLowerCase())),
    ];
    if (missing.length === 0) return [];
    return [{ file: card.path, line: 1, message: `The facts ${missing.join(', ')} stand nowhere in the card.` }];
  });
}
