import { detectLanguage, type Language } from '../language.ts';
import type { NameMatch } from './lexicon.ts';
import { isStopWord, searchTerms, tokenize, type Token } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A question taken apart. */
export interface QuestionReading {
  readonly text: string;
  readonly language: Language;
  readonly tokens: readonly Token[];
  /** How much each token says about the subject; they add up to 1. */
  readonly weights: readonly number[];
  /** Words and Han bigrams that say something about the subject. */
  readonly terms: readonly string[];
}

const STOP_WEIGHT = 0.05;
/** Rarity from which on a word counts in full. */
const FULL_RARITY = 3;

/**
 * @param text as `normalizeQuestion` gives it
 * @param language the reader's, when it is known
 */
export function readQuestion(text: string, vocabulary: Vocabulary, language?: Language): QuestionReading {
  const tokens = tokenize(text);
  const raw = tokens.map((token) => {
    if (token.han) return isStopWord(token) ? STOP_WEIGHT / 2 : 0.5;
    if (isStopWord(token)) return STOP_WEIGHT;
    return Math.min(FULL_RARITY, vocabulary.rarity(token.text)) / FULL_RARITY;
  });
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  const terms = searchTerms(tokens).filter(({ at, span }) =>
    tokens.slice(at, at + span).some((token) => !isStopWord(token)),
  );
  return {
    text,
    language: language ?? detectLanguage(text),
    tokens,
    weights: raw.map((weight) => weight / (total || 1)),
    terms: [...new Set(terms.map(({ term }) => term))],
  };
}

/** From which weight on a misspelt name is trusted enough to be put right before the question is embedded. */
const TRUSTED = 0.3;

/**
 * The question as it goes to the model and to full text: misspelt names put right, then other unknown words replaced
 * by the library's nearest ones.
 */
export function rewriteQuestion(
  reading: QuestionReading,
  matches: readonly NameMatch[],
  vocabulary: Vocabulary,
): string {
  const { text, tokens } = reading;
  const edits: { from: number; to: number; words: string }[] = [];
  const taken = new Uint8Array(tokens.length);
  const misspelt = matches.filter(({ distance, weight }) => distance > 0 && weight >= TRUSTED);
  for (const { from, to, form } of misspelt.sort((a, b) => b.weight - a.weight)) {
    if (taken.subarray(from, to).some((mark) => mark === 1)) continue;
    taken.fill(1, from, to);
    edits.push({ from, to, words: form.written });
  }
  for (const [at, token] of tokens.entries()) {
    const words = token.han || taken[at] ? null : vocabulary.repair(token.text);
    if (words) edits.push({ from: at, to: at + 1, words });
  }
  let rewritten = text;
  for (const { from, to, words } of edits.sort((a, b) => b.from - a.from)) {
    rewritten = rewritten.slice(0, tokens[from]!.start) + words + rewritten.slice(tokens[to - 1]!.end);
  }
  return rewritten;
}

/** What the names of one document cover of a question. */
export interface NameEvidence {
  /** Share of the question's subject inside the document's names, in [0, 1]. */
  readonly cover: number;
  /** The best single name: the share it covers times its weight. */
  readonly exact: number;
  readonly best: NameMatch;
}

/** Name evidence by document number. */
export function nameEvidence(reading: QuestionReading, matches: readonly NameMatch[]): Map<number, NameEvidence> {
  const byDocument = new Map<number, NameMatch[]>();
  for (const match of matches) byDocument.set(match.document, [...(byDocument.get(match.document) ?? []), match]);
  const shareOf = (positions: Iterable<number>): number => {
    let share = 0;
    for (const at of positions) share += reading.weights[at]!;
    return share;
  };
  const range = ({ from, to }: NameMatch): number[] => Array.from({ length: to - from }, (_, index) => from + index);
  const evidence = new Map<number, NameEvidence>();
  for (const [document, own] of byDocument) {
    const scored = own.map((match) => ({ match, exact: shareOf(range(match)) * match.weight }));
    const best = scored.reduce((a, b) => (b.exact > a.exact ? b : a));
    const cover = shareOf(new Set(own.flatMap(range)));
    evidence.set(document, { cover, exact: best.exact, best: best.match });
  }
  return evidence;
}
