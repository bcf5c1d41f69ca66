import type { Passage, PassageRole } from '../core/document.ts';
import type { Language } from '../core/language.ts';
import { plainText } from '../core/plainText.ts';
import { joiner, packSentences } from '../core/segmentation.ts';
import { sha256 } from './hash.ts';
import type { MarkdownBlock } from './markdownBlocks.ts';

/** Estimated tokens of a passage: short enough to be one thought, long enough to hold it. */
export const PASSAGE_TOKENS = 160;

/** A text embedded on its own: a name, a summary, a question, a caption. */
export function shortPassage(
  role: Exclude<PassageRole, 'text'>,
  language: Language,
  text: string,
  options: {
    embedded?: string;
    figure?: string;
    concepts?: readonly string[];
    at?: readonly [number, number];
  } = {},
): Passage {
  const embeddedText = options.embedded ?? text;
  const [start, end] = options.at ?? [0, 0];
  return {
    role,
    language,
    headingPath: [],
    page: null,
    start,
    end,
    text,
    embeddedText,
    hash: sha256(embeddedText),
    concepts: options.concepts ?? [],
    figure: options.figure ?? null,
  };
}

/** What stands under one heading path, from its first to its last block. */
interface Stretch {
  readonly headingPath: readonly string[];
  readonly start: number;
  end: number;
}

function stretches(blocks: readonly MarkdownBlock[]): Stretch[] {
  const found: Stretch[] = [];
  for (const block of blocks) {
    const last = found.at(-1);
    if (last && last.headingPath.join('\n') === block.headingPath.join('\n')) last.end = block.end;
    else found.push({ headingPath: block.headingPath, start: block.start, end: block.end });
  }
  return found;
}

/**
 * Running text as passages that end with a sentence, with title and heading path in front of what is embedded.
 * @param blocks of `source`, headings excluded
 * @param conceptsOf concept ids for a heading path
 */
export function textPassages(
  source: string,
  blocks: readonly MarkdownBlock[],
  options: {
    readonly title: string;
    readonly language: Language | ((text: string) => Language);
    readonly conceptsOf: (headingPath: readonly string[]) => readonly string[];
  },
): Passage[] {
  const passages: Passage[] = [];
  for (const { headingPath, start, end } of stretches(blocks)) {
    const body = source.slice(start, end);
    for (const [from, to] of packSentences(body, PASSAGE_TOKENS)) {
      const text = body.slice(from, to).trimEnd();
      const plain = plainText(text);
      if (!plain) continue;
      const language = typeof options.language === 'string' ? options.language : options.language(plain);
      const context = [options.title, ...headingPath].join(' › ');
      const embeddedText = `${context}${joiner(language)}${plain}`;
      passages.push({
        role: 'text',
        language,
        headingPath,
        page: null,
        start: start + from,
        end: start + from + text.length,
        text,
        embeddedText,
        hash: sha256(embeddedText),
        concepts: options.conceptsOf(headingPath),
        figure: null,
      });
    }
  }
  return passages;
}
