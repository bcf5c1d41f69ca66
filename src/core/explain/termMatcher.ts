import type { DocumentName } from '../document.ts';
import { nameForms, nameKey } from '../search/nameForms.ts';
import { isStopWord, tokenize } from '../search/tokens.ts';
import { tensorNamesIn, type TensorName } from './tensorNames.ts';
import type { AtlasTerms } from './terms.ts';

/** A name or code symbol of a concept in a line. */
export interface TermMatch {
  readonly concept: string;
  /** UTF-16 offsets in the line. */
  readonly start: number;
  readonly end: number;
  /**
   * How much has to speak for the subject near by before the match is taken for the concept: 0 for what means nothing
   * else (`Qwen2-VL`), 1 for words that some other field may use (`SAM`), 2 for everyday words (`temperature`), 3 for
   * words that are a name in capitals alone (`clip`, `add`).
   */
  readonly need: Need;
}

export type Need = 0 | 1 | 2 | 3;

interface Target {
  readonly concept: string;
  readonly written: string;
  readonly rank: number;
}

const WINDOW = 18;
const JOINED = /^[\s\-–_·/\]]{0,2}$/;
/** Names of so few Han characters are taken only where a word begins and ends. */
const SHORT_HAN = 3;
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
const CODE =
  /<\|\w+\|>|<\/?[a-z_]+>|\[[A-Z]{3}\]|--[a-z][\w-]+|[A-Za-z_][\w-]*(?:\.[\w-]+)*(?:\/[\w.-]*\w)+|[A-Za-z_]\w*(?:\.\w+)*/g;

/** Two-character words and others that most texts use in another sense; they need company. */
function needOfName(found: string, written: string): Need {
  const han = found.match(/\p{Script=Han}/gu)?.length ?? 0;
  if (han > 0) {
    if (/[A-Za-z]{2}/.test(found)) return 0;
    return han <= 3 ? 2 : han <= 6 ? 1 : 0;
  }
  const words = found.split(/[\s\-–_/]+/).filter(Boolean);
  const shaped = /\d|[a-z][A-Z]|[A-Z]-?[A-Z]/.test(found);
  if (/^[A-Z]{2,}/.test(written) && !/[A-Z]{2}/.test(found) && words.length === 1) return 3;
  if (/[A-Z]/.test(written) && !/[A-Z]/.test(found) && words.length === 1) return 2;
  if (words.length > 1 && found === written && words.every((word) => /^[A-Z]/.test(word))) return 0;
  if (words.length === 1) {
    if (!shaped || found.length <= 2) return 2;
    return found.replace(/[^A-Za-z]/g, '').length >= 5 || /\d/.test(found) ? 0 : 1;
  }
  if (shaped) return 0;
  return words.length === 2 ? 1 : found.length >= 20 ? 0 : 1;
}

function needOfCode(found: string): Need {
  if (/^<|^\[|\//.test(found) || /[a-z][A-Z]|[A-Z]{2}[a-z]/.test(found)) return 0;
  if (/_.*_|\d/.test(found) && found.length >= 8) return 0;
  return /[_.A-Z-]/.test(found) && found.length >= 8 ? 1 : 2;
}

const plainLetters = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Where words begin and end in a line. */
function wordEdges(line: string): ReadonlySet<number> {
  const edges = new Set<number>([line.length]);
  for (const { index } of segmenter.segment(line)) edges.add(index);
  return edges;
}

/** Finds names, aliases, code symbols and model ids of concepts in a line. Built once, then fixed. */
export class TermMatcher {
  readonly #names = new Map<string, Target>();
  readonly #code = new Map<string, Target>();
  readonly #concepts: ReadonlySet<string>;

  constructor({ concepts }: AtlasTerms) {
    this.#concepts = new Set(Object.keys(concepts));
    for (const [concept, term] of Object.entries(concepts)) {
      const add = (text: string, language: 'en' | 'zh', kind: 'name' | 'alias'): void => {
        const name: DocumentName = { text, language, kind };
        for (const form of nameForms(name, false)) {
          const rank = (kind === 'name' ? 2 : 1) + (form.kind === 'part' ? -1.5 : 0) + form.certainty;
          const known = this.#names.get(form.key);
          if (!known || known.rank < rank)
            this.#names.set(form.key, { concept, written: form.written, rank });
        }
      };
      add(term.names.en, 'en', 'name');
      add(term.names.zh, 'zh', 'name');
      for (const language of ['en', 'zh'] as const)
        for (const alias of term.aliases[language]) add(alias, language, 'alias');
      for (const [at, symbol] of term.code.entries()) {
        const tail = symbol.slice(Math.max(symbol.lastIndexOf('.'), symbol.lastIndexOf('/')) + 1);
        // A model belongs to the concept that its name begins with.
        const repository = symbol.includes('/') ? plainLetters(symbol.slice(symbol.indexOf('/'))) : '';
        const own = repository.startsWith(plainLetters(concept)) ? plainLetters(concept).length : 0;
        this.#addCode(symbol, concept, own + 1 / (2 + at));
        // `nn.Conv2d` is also known as `Conv2d`, and a model by its name alone; a method's name says nothing.
        if (tail !== symbol && (symbol.includes('/') ? tail.includes('-') : /^[A-Z]/.test(tail)))
          this.#addCode(tail, concept, own + 0.5 / (2 + at));
      }
    }
  }

  #addCode(symbol: string, concept: string, rank: number): void {
    const known = this.#code.get(symbol);
    if (!known || known.rank < rank) this.#code.set(symbol, { concept, written: symbol, rank });
  }

  /** Longest first at each place, none inside another. */
  matches(line: string): TermMatch[] {
    const tensors = tensorNamesIn(line);
    const outside = [...this.#namesIn(line), ...this.#codeIn(line)].filter(
      ({ start, end }) => !tensors.some((tensor) => start >= tensor.start && end <= tensor.end),
    );
    const found = [...outside, ...tensors.flatMap((tensor) => this.#partsOf(tensor))].sort(
      (a, b) => b.end - b.start - (a.end - a.start) || a.need - b.need,
    );
    const taken = new Uint8Array(line.length);
    return found.filter(({ start, end }) => {
      if (taken.subarray(start, end).some((mark) => mark === 1)) return false;
      taken.fill(1, start, end);
      return true;
    });
  }

  /** The parts of a tensor's name; its path is company enough. */
  #partsOf({ parts }: TensorName): TermMatch[] {
    return parts.flatMap(({ text, start, concept: known }) => {
      // One plain word (`encoder`, `factor`) is the name of many a module.
      const own = known === undefined && /[a-z]_|[A-Z]/.test(text);
      const name = own ? nameKey(tokenize(text).map((token) => token.text)) : '';
      const found = own ? (this.#code.get(text) ?? this.#names.get(name))?.concept : known;
      return found && this.#concepts.has(found)
        ? [{ concept: found, start, end: start + text.length, need: 0 as const }]
        : [];
    });
  }

  #codeIn(line: string): TermMatch[] {
    const found: TermMatch[] = [];
    const add = (text: string, start: number): boolean => {
      const target = this.#code.get(text);
      if (target)
        found.push({ concept: target.concept, start, end: start + text.length, need: needOfCode(text) });
      return target !== undefined;
    };
    for (const match of line.matchAll(CODE)) {
      const [whole] = match;
      if (add(whole, match.index) || !whole.includes('.')) continue;
      for (let at = whole.indexOf('.'); at >= 0; at = whole.indexOf('.', at + 1)) {
        add(whole.slice(0, at), match.index);
        add(whole.slice(at + 1), match.index + at + 1);
        const next = whole.indexOf('.', at + 1);
        if (next > 0) add(whole.slice(at + 1, next), match.index + at + 1);
      }
    }
    return found;
  }

  #namesIn(line: string): TermMatch[] {
    const tokens = tokenize(line);
    const found: TermMatch[] = [];
    let edges: ReadonlySet<number> | null = null;
    for (const [from, first] of tokens.entries()) {
      if (!first.han && isStopWord(first)) continue;
      // What follows a dot is a part of code: `np.clip`.
      if (/\w\.$/.test(line.slice(Math.max(0, first.start - 2), first.start))) continue;
      let joined = '';
      for (let to = from; to < Math.min(tokens.length, from + WINDOW); to += 1) {
        const token = tokens[to]!;
        const before = tokens[to - 1];
        if (to > from && before && !JOINED.test(line.slice(before.end, token.start))) break;
        const target =
          this.#names.get(joined + nameKey([token.text])) ?? this.#names.get(joined + token.text);
        joined += token.text;
        if (!target || (!token.han && to > from && isStopWord(token))) continue;
        const text = line.slice(first.start, token.end);
        if (first.han && to - from < SHORT_HAN) {
          edges ??= wordEdges(line);
          if (!edges.has(first.start) || !edges.has(token.end)) continue;
        }
        found.push({
          concept: target.concept,
          start: first.start,
          end: token.end,
          need: needOfName(text, target.written),
        });
      }
    }
    return found;
  }
}
