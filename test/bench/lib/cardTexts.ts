import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseConceptCard } from '../../../src/content/conceptCard.ts';
import type { ConceptCard } from '../../../src/core/concept.ts';
import { detectLanguage, type Language } from '../../../src/core/language.ts';
import { plainText } from '../../../src/core/plainText.ts';
import { splitSentences } from '../../../src/core/segmentation.ts';

export const KB = fileURLToPath(new URL('../../../kb/', import.meta.url));

/** Cards whose text is written out; a card with a mistake in it is left out. */
export function writtenCards(): readonly ConceptCard[] {
  const folder = join(KB, 'concepts');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .sort()
    .flatMap((name) => {
      const path = `concepts/${name}`;
      return parseConceptCard(readFileSync(join(folder, name), 'utf8'), path).card ?? [];
    })
    .filter(({ status }) => status === 'written');
}

const SHORTEST = 20;

/** The cards' sentences by language, as plain text. */
export function cardSentences(cards: readonly ConceptCard[]): Record<Language, readonly string[]> {
  const sentences: Record<Language, string[]> = { en: [], zh: [] };
  for (const card of cards) {
    for (const language of ['en', 'zh'] as const) {
      const text = plainText(card.sections[language].markdown);
      for (const [start, end] of splitSentences(text)) {
        const sentence = text.slice(start, end).trim();
        if (sentence.length >= SHORTEST && detectLanguage(sentence) === language)
          sentences[language].push(sentence);
      }
    }
  }
  return sentences;
}

interface Question {
  readonly query: string;
}

/** Questions of the development set, evenly from its whole length. */
export function developmentQuestions(count: number): readonly string[] {
  const lines = readFileSync(join(KB, 'evaluation', 'dev-queries.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean);
  const questions = lines.map((line) => (JSON.parse(line) as Question).query);
  return Array.from({ length: count }, (_, at) => questions[Math.floor((at * questions.length) / count)]!);
}
