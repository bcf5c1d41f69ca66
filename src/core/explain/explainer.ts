import { PaperFinder, parseBibliography, type BibEntry } from './bibliography.ts';
import { identifiersIn } from './identifiers.ts';
import { TermMatcher, type TermMatch } from './termMatcher.ts';
import type { AtlasTerms } from './terms.ts';

/** A text by lines, as an editor has it. */
export interface Lines {
  readonly count: number;
  line(number: number): string;
}

export interface Explanation {
  /** Concept id, or `paper:KEY`. */
  readonly card: string;
  /** Where it stands in its line, UTF-16. */
  readonly start: number;
  readonly end: number;
}

/** How readily words that other fields use too are explained. */
export type Eagerness = 'quiet' | 'fitting' | 'eager';

export interface ExplainOptions {
  readonly languageId: string;
  /** Entries of the workspace's .bib files. */
  readonly entries: readonly BibEntry[];
  readonly eagerness: Eagerness;
  /** Concepts that are not to be explained here. */
  readonly silenced?: ReadonlySet<string>;
}

/** The head of an entry in a .bib file, with its key. */
const HEAD = /^\s*@[a-z]+\s*\{\s*([^\s,{}]+)/i;

/** Lines above and below that are looked at for company. */
const NEAR = 8;
const LONGEST_LINE = 4000;
/** What speaks for the subject without naming a concept. */
/** What stands in many texts, and in those of this field more often. */
const GENERAL =
  /\b(?:models?|layers?|images?|encoders?|tokens?|attention|softmax|training|trained|batch(?:es)?|learning rate|accuracy|benchmarks?|retrieval|weights|sampl(?:es?|ing)|language model|data ?sets?|prompts?|features?|projection|generat(?:e|ed|ion)|quantis\w*|quantiz\w*|decay)\b|模型|采样|检索|学习率|批大小|图块|损失|数据集|参数|编码器|生成|提示词|画面|图里|分类头|类别|特征|文本端|出图/gi;
const GENERAL_WEIGHT = 0.3;
const SUBJECT =
  /\b(?:vision[- ]language|multimodal|pre-?train\w*|fine-?tun\w*|checkpoints?|embeddings?|neural|logits?|epochs?|gpus?|captions?|pixels?|patch(?:es)?|convolution\w*|backbone|zero-shot|inference|LLMs?|VLMs?|MLLMs?|transformers|diffusers|torch|timm|open_clip)\b|多模态|视觉语言|预训练|微调|大模型|神经网络|嵌入|特征图|权重|显存|图文|文生图|生成模型|卷积|推理|训练|图像/gi;
const SUBJECT_WEIGHT = 0.5;
const MOST_SUBJECT = 1.2;

const WEIGHT: Readonly<Record<TermMatch['need'], number>> = { 0: 1.5, 1: 0.8, 2: 0.25, 3: 0.1 };
const NEEDED: Readonly<Record<Eagerness, readonly [number, number, number, number]>> = {
  quiet: [0, 1.5, 3, 5],
  fitting: [0, 0.6, 0.55, 3],
  eager: [0, 0, 0.5, 1.5],
};

/** Decides what, if anything, is explained at a place of a text. */
export class Explainer {
  readonly #matcher: TermMatcher;
  readonly #papers: PaperFinder;

  constructor(terms: AtlasTerms) {
    this.#matcher = new TermMatcher(terms);
    this.#papers = new PaperFinder(terms);
  }

  /** @param character from 0, UTF-16 */
  explain(text: Lines, line: number, character: number, options: ExplainOptions): Explanation | null {
    const words = text.line(line).slice(0, LONGEST_LINE);
    const covers = ({ start, end }: { readonly start: number; readonly end: number }): boolean =>
      character >= start && character < end;
    const entry = options.languageId === 'bibtex' ? this.#entryAt(text, line, covers) : null;
    if (entry) return entry;
    const identifier = identifiersIn(words, options.languageId).find(covers);
    if (identifier) {
      const { kind, value, start, end } = identifier;
      const card =
        kind === 'arxiv'
          ? this.#papers.byArxiv(value)
          : kind === 'doi'
            ? this.#papers.byDoi(value)
            : this.#papers.byKey(value, options.entries);
      return card ? { card, start, end } : null;
    }
    const match = this.#matcher.matches(words).find(covers);
    if (!match || options.silenced?.has(match.concept)) return null;
    const needed = NEEDED[options.eagerness][match.need];
    if (needed > 0 && this.#company(text, line, match) < needed) return null;
    return { card: match.concept, start: match.start, end: match.end };
  }

  /** The entry of a .bib file whose key stands at the place. */
  #entryAt(
    text: Lines,
    line: number,
    covers: (range: { readonly start: number; readonly end: number }) => boolean,
  ): Explanation | null {
    const head = HEAD.exec(text.line(line));
    if (!head) return null;
    const start = head[0].length - head[1]!.length;
    const end = head[0].length;
    if (!covers({ start, end })) return null;
    const body: string[] = [];
    for (let at = line; at < text.count; at += 1) {
      if (at > line && HEAD.test(text.line(at))) break;
      body.push(text.line(at));
    }
    const [entry] = parseBibliography(body.join('\n'));
    const card = entry ? this.#papers.byEntry(entry) : null;
    return card ? { card, start, end } : null;
  }

  /** How much near by speaks for the subject: other concepts, and words of the field. */
  #company(text: Lines, line: number, match: TermMatch): number {
    const others = new Map<string, number>();
    const subject = new Set<string>();
    const general = new Set<string>();
    for (let at = Math.max(0, line - NEAR); at <= Math.min(text.count - 1, line + NEAR); at += 1) {
      const words = text.line(at).slice(0, LONGEST_LINE);
      for (const { concept, need, start, end } of this.#matcher.matches(words)) {
        if (concept === match.concept && at === line && start === match.start && end === match.end) continue;
        const weight = concept === match.concept ? 0 : WEIGHT[need];
        others.set(concept, Math.max(others.get(concept) ?? 0, weight));
      }
      for (const [word] of words.matchAll(SUBJECT)) subject.add(word.toLowerCase());
      for (const [word] of words.matchAll(GENERAL)) general.add(word.toLowerCase());
    }
    const named = [...others.values()].reduce((sum, weight) => sum + weight, 0);
    return named + Math.min(MOST_SUBJECT, subject.size * SUBJECT_WEIGHT + general.size * GENERAL_WEIGHT);
  }
}
