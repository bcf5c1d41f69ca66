import { Tokenizer } from '@huggingface/tokenizers';
import { readFile } from 'node:fs/promises';

/** No real text has fewer tokens than one in this many characters, white space aside. */
const CHARACTERS_PER_TOKEN = 8;
/** White space is looked for this many times further than text can reach. */
const WHITE_SPACE_FACTOR = 8;
/** Texts are counted in stretches of so many characters, as the tokenizer's cost grows faster than their length. */
const COUNTED_STRETCH = 4096;

/**
 * The beginning of a text that can fill `maxTokens`, as the tokenizer would see it: at most 8 characters a token.
 * Keeps the time for a text of any length below what 8 · maxTokens characters cost.
 */
function usefulBeginning(text: string, maxTokens: number): string {
  if (text.length <= maxTokens) return text.toWellFormed();
  const most = maxTokens * CHARACTERS_PER_TOKEN;
  const near = text.slice(0, most * WHITE_SPACE_FACTOR).replace(/[ \t\n\r]{2,}/g, ' ');
  // One character can stand for eighteen (U+FDFA): normalised here, so that the cut holds for what is tokenized.
  return near.slice(0, most).normalize('NFKC').slice(0, most).toWellFormed();
}

/** Texts to token ids, for models that read one text at a time between special tokens. */
export class TextTokenizer {
  readonly #tokenizer: Tokenizer;
  readonly #maxTokens: number;
  readonly #specials: number;

  constructor(tokenizer: Tokenizer, maxTokens: number) {
    this.#tokenizer = tokenizer;
    this.#maxTokens = maxTokens;
    this.#specials = tokenizer.encode('').ids.length;
  }

  /** `tokenizerFile`: tokenizer.json; `configFile`: tokenizer_config.json. */
  static async load(tokenizerFile: string, configFile: string, maxTokens: number): Promise<TextTokenizer> {
    const [tokenizer, config] = await Promise.all([
      readFile(tokenizerFile, 'utf8'),
      readFile(configFile, 'utf8'),
    ]);
    return new TextTokenizer(
      new Tokenizer(JSON.parse(tokenizer) as object, JSON.parse(config) as object),
      maxTokens,
    );
  }

  /** At most `maxTokens` ids, the special ones included: what is too long loses its end and keeps the closing one. */
  encode(text: string): readonly number[] {
    const { ids } = this.#tokenizer.encode(usefulBeginning(text, this.#maxTokens));
    return ids.length <= this.#maxTokens ? ids : [...ids.slice(0, this.#maxTokens - 1), ids.at(-1)!];
  }

  /** Special tokens left out; of texts beyond 4,096 characters to within two tokens a stretch of that length. */
  count(text: string): number {
    let tokens = 0;
    for (let start = 0; start < text.length;) {
      let end = Math.min(text.length, start + COUNTED_STRETCH);
      if (end < text.length) end = text.lastIndexOf(' ', end) > start ? text.lastIndexOf(' ', end) : end;
      tokens += this.#tokenizer.encode(text.slice(start, end).toWellFormed()).ids.length - this.#specials;
      start = end;
    }
    return tokens;
  }
}
