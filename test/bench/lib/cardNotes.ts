import { noteDocument } from '../../../src/content/noteDocument.ts';
import { writtenCards } from './cardTexts.ts';

/** One card in so many is taken, so that the notes come from the whole alphabet. */
const STEP = 4;

export interface CardNote {
  readonly name: string;
  readonly source: string;
  /** What the model reads of it, each text once. */
  readonly texts: readonly string[];
}

/** Cards' texts as a reader's notes, English and Chinese in turn, until there are so many passages. */
export function cardNotes(passages: number): readonly CardNote[] {
  const notes: CardNote[] = [];
  let count = 0;
  for (const [at, card] of writtenCards()
    .filter((_, index) => index % STEP === 0)
    .entries()) {
    if (count >= passages) break;
    const language = at % 2 === 0 ? 'en' : 'zh';
    const name = `${card.id}.md`;
    const source = `# ${card.names[language]}\n\n${card.sections[language].markdown}\n`;
    const read = noteDocument(source, name).passages.map(({ embeddedText }) => embeddedText);
    const texts = [...new Set(read)];
    notes.push({ name, source, texts });
    count += texts.length;
  }
  return notes;
}
