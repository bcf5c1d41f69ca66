import { detectLanguage, type Language } from '../language.ts';
import type { NameMatch } from './lexicon.ts';
import { isStopWord, searchTerms, tokenize, type Token } from './tokens.ts';
import type { TextIndex } from './textIndex.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A question taken apart. */
export interface QuestionReading {
  readonly text: string;
  readonly language: Language;
  readonly tokens: readonly Token[];
  /** How much each token says about the subject; they add up to 1. */
  readonly weights: readonly number[];
  /** Words and Han bigrams that say something about the subject, and how rare each is in the library. */
  readonly terms: readonly string[];
  readonly rarities: readonly number[];
  /** Share of the subject in Latin words that the library neither uses nor can repair, in [0, 1]. */
  readonly strange: number;
}

const STOP_WEIGHT = 0.05;
/** Words that ask for a paper; what it is about stands beside them. */
const PAPER_WORDS =
  /\b(?:papers?|arxiv|authors?|bibtex|cite|citation|doi|et al)\b|论文|作者|引用|出处|文献/gi;
const ARXIV_ID = /\b\d{4}\.\d{4,5}\b/;

/** Whether a question asks for a paper rather than for what the paper is about. */
export const asksForPaper = (question: string): boolean =>
  question.search(PAPER_WORDS) >= 0 || ARXIV_ID.test(question);

/** Tokens that say something about the subject. */
function tellingTokens(tokens: readonly Token[], text: string): boolean[] {
  const asking = [...text.matchAll(PAPER_WORDS)].map(
    (match) => [match.index, match.index + match[0].length] as const,
  );
  return tokens.map(
    (token) => !isStopWord(token) && !asking.some(([start, end]) => token.start >= start && token.end <= end),
  );
}

/** Rarity from which on a word counts in full. */
const FULL_RARITY = 3;

/** The different words and Han bigrams of a text that say something about its subject; all, if none does. */
export function tellingTerms(text: string, tokens: readonly Token[]): string[] {
  const telling = tellingTokens(tokens, text);
  const all = searchTerms(tokens);
  const terms = all.filter(({ at, span }) => telling[at] || (span === 2 && telling[at + 1]));
  return [...new Set((terms.length > 0 ? terms : all).map(({ term }) => term))];
}

/**
 * @param text as `normalizeQuestion` gives it
 * @param language the reader's, when it is known
 */
export function readQuestion(text: string, vocabulary: Vocabulary, language?: Language): QuestionReading {
  const tokens = tokenize(text);
  const telling = tellingTokens(tokens, text);
  const raw = tokens.map((token, at) => {
    if (token.han) return telling[at] ? 0.5 : STOP_WEIGHT / 2;
    if (!telling[at]) return STOP_WEIGHT;
    return Math.min(FULL_RARITY, vocabulary.rarity(token.text)) / FULL_RARITY;
  });
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  const terms = tellingTerms(text, tokens);
  const isStrange = (word: string): boolean =>
    vocabulary.frequency(word) === 0 && vocabulary.repair(word) === null;
  const strange = tokens.reduce(
    (sum, token, at) => sum + (!token.han && isStrange(token.text) ? raw[at]! : 0),
    0,
  );
  return {
    text,
    language: language ?? detectLanguage(text),
    tokens,
    weights: raw.map((weight) => weight / (total || 1)),
    terms,
    rarities: terms.map((term) => vocabulary.rarity(term)),
    strange: strange / (total || 1),
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

/**
 * Share of a question's terms that stand in each document, weighed by rarity.
 * @returns by document number, 0 to 1; documents without any are left out
 */
export function heldTerms({ terms, rarities }: QuestionReading, index: TextIndex): Map<number, number> {
  const total = rarities.reduce((sum, rarity) => sum + rarity, 0) || 1;
  const held = new Map<number, number>();
  for (const [at, term] of terms.entries()) {
    const share = rarities[at]! / total;
    for (const document of index.documentsWith(term)) held.set(document, (held.get(document) ?? 0) + share);
  }
  return held;
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
export function nameEvidence(
  reading: QuestionReading,
  matches: readonly NameMatch[],
): Map<number, NameEvidence> {
  const byDocument = new Map<number, NameMatch[]>();
  for (const match of matches)
    byDocument.set(match.document, [...(byDocument.get(match.document) ?? []), match]);
  const shareOf = (positions: Iterable<number>): number => {
    let share = 0;
    for (const at of positions) share += reading.weights[at]!;
    return share;
  };
  const range = ({ from, to }: NameMatch): number[] =>
    Array.from({ length: to - from }, (_, index) => from + index);
  const evidence = new Map<number, NameEvidence>();
  for (const [document, own] of byDocument) {
    const scored = own.map((match) => ({ match, exact: shareOf(range(match)) * match.weight }));
    const best = scored.reduce((a, b) => (b.exact > a.exact ? b : a));
    const cover = shareOf(new Set(own.flatMap(range)));
    evidence.set(document, { cover, exact: best.exact, best: best.match });
  }
  return evidence;
}
