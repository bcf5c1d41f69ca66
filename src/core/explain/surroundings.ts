import type { Lines } from './explainer.ts';
import type { TermMatch, TermMatcher } from './termMatcher.ts';

/** Lines above and below that are looked at for company. */
const NEAR = 8;
/** UTF-16 units of a line that are looked at. */
export const LONGEST_LINE = 4000;

/** What stands in many texts, and in those of this field more often. */
const GENERAL =
  /\b(?:models?|layers?|images?|encoders?|tokens?|attention|softmax|training|trained|batch(?:es)?|learning rate|accuracy|benchmarks?|retrieval|weights|sampl(?:es?|ing)|language model|data ?sets?|prompts?|features?|projection|generat(?:e|ed|ion)|quantis\w*|quantiz\w*|decay)\b|模型|采样|检索|学习率|批大小|图块|损失|数据集|参数|编码器|生成|提示词|画面|图里|分类头|类别|特征|文本端|出图/gi;
const GENERAL_WEIGHT = 0.3;
/** What speaks for the subject without naming a concept. */
const SUBJECT =
  /\b(?:vision[- ]language|multimodal|pre-?train\w*|fine-?tun\w*|checkpoints?|embeddings?|neural|logits?|epochs?|gpus?|captions?|pixels?|patch(?:es)?|convolution\w*|backbone|zero-shot|inference|LLMs?|VLMs?|MLLMs?|transformers|diffusers|torch|timm|open_clip)\b|多模态|视觉语言|预训练|微调|大模型|神经网络|嵌入|特征图|权重|显存|图文|文生图|生成模型|卷积|推理|训练|图像/gi;
const SUBJECT_WEIGHT = 0.5;
const MOST_SUBJECT = 1.2;

const WEIGHT: Readonly<Record<TermMatch['need'], number>> = { 0: 1.5, 1: 0.8, 2: 0.25, 3: 0.1 };

/** Words of the field in a line, in lower case. */
interface FieldWords {
  readonly subject: readonly string[];
  readonly general: readonly string[];
}

/** What the lines around one say together. */
interface Company {
  readonly line: number;
  /** The most that a concept's name says, by concept. */
  readonly concepts: ReadonlyMap<string, number>;
  readonly words: number;
}

const wordsOf = (words: string, pattern: RegExp): string[] =>
  Array.from(words.matchAll(pattern), ([word]) => word.toLowerCase());

/** The terms of a text's lines and the company that each line has. Every line is looked at once, near the last asked. */
export class Surroundings {
  readonly #matcher: TermMatcher;
  readonly #text: Lines;
  readonly #matches = new Map<number, readonly TermMatch[]>();
  readonly #fieldWords = new Map<number, FieldWords>();
  #company: Company | null = null;

  constructor(matcher: TermMatcher, text: Lines) {
    this.#matcher = matcher;
    this.#text = text;
  }

  words(line: number): string {
    return this.#text.line(line).slice(0, LONGEST_LINE);
  }

  matches(line: number): readonly TermMatch[] {
    let matches = this.#matches.get(line);
    if (!matches) {
      matches = this.#matcher.matches(this.words(line));
      this.#matches.set(line, matches);
    }
    return matches;
  }

  /** How much near a line speaks for the subject: concepts other than this one, and words of the field. */
  company(line: number, concept: string): number {
    if (this.#company?.line !== line) this.#company = this.#gather(line);
    const { concepts, words } = this.#company;
    let named = 0;
    for (const [other, weight] of concepts) if (other !== concept) named += weight;
    return named + words;
  }

  #fieldWordsOf(line: number): FieldWords {
    let found = this.#fieldWords.get(line);
    if (!found) {
      const words = this.words(line);
      found = { subject: wordsOf(words, SUBJECT), general: wordsOf(words, GENERAL) };
      this.#fieldWords.set(line, found);
    }
    return found;
  }

  #gather(line: number): Company {
    const concepts = new Map<string, number>();
    const subject = new Set<string>();
    const general = new Set<string>();
    this.#forgetFar(line);
    for (let at = Math.max(0, line - NEAR); at <= Math.min(this.#text.count - 1, line + NEAR); at += 1) {
      for (const { concept, need } of this.matches(at))
        concepts.set(concept, Math.max(concepts.get(concept) ?? 0, WEIGHT[need]));
      const found = this.#fieldWordsOf(at);
      for (const word of found.subject) subject.add(word);
      for (const word of found.general) general.add(word);
    }
    const words = Math.min(MOST_SUBJECT, subject.size * SUBJECT_WEIGHT + general.size * GENERAL_WEIGHT);
    return { line, concepts, words };
  }

  #forgetFar(line: number): void {
    for (const seen of [this.#matches, this.#fieldWords])
      for (const at of seen.keys()) if (Math.abs(at - line) > NEAR) seen.delete(at);
  }
}
