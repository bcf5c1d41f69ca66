/** A word, a number or one Han character of a text. */
export interface Token {
  /** Lower case, compatibility forms and accents folded. */
  readonly text: string;
  readonly han: boolean;
  /** UTF-16 offsets in the text. */
  readonly start: number;
  readonly end: number;
}

const TOKEN = /(\p{Script=Han})|\p{N}+(?:\.\p{N}+)*|(?:(?!\p{Script=Han})[\p{L}\p{M}])+/gu;
const PLAIN_ASCII = /^[a-z0-9.]*$/;

/** Lower case, with compatibility forms (full-width letters, ligatures) and accents folded. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  if (PLAIN_ASCII.test(lower)) return lower;
  return lower.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFC');
}

/** Words, numbers (`1.5` is one) and single Han characters, in order; `Qwen2-VL` is `qwen`, `2`, `vl`. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    tokens.push({
      text: fold(match[0]),
      han: match[1] !== undefined,
      start: match.index,
      end: match.index + match[0].length,
    });
  }
  return tokens;
}

const STOP_WORDS = new Set(
  (
    'a an the of in on at to for from by with without into onto as and or but not no is are was were be been being am ' +
    'do does did done has have had can could will would should may might must shall it its this that these those there ' +
    'i me my we our you your he she they them their his her what which who whom whose when where why how than then so ' +
    'if else while during between about over under again more most less least very just only also too each any all ' +
    'some such both either neither same other another up down out off get gets got make makes made use uses used using ' +
    's t vs via per let say says said wrote write written published find show tell give given take want need please one two way ways thing things really actually mean means meaning explain difference'
  ).split(' '),
);
const STOP_HAN = new Set([
  ...'的了吗呢吧啊是在有和与或把被对从到为以及其这那哪什么怎样如何谁几多少为何就都也还很更最不没要会能可请让给用个些它他她我你们上下中里之于而且但则再又着过去来做',
]);

/** Words that say how something is asked and nothing about what. */
export const isStopWord = (token: Token): boolean => (token.han ? STOP_HAN : STOP_WORDS).has(token.text);

/**
 * What full text compares: every word, and Han text as bigrams (a lone Han character as itself).
 * @returns terms with the token they begin at and how many tokens they span
 */
export function searchTerms(
  tokens: readonly Token[],
): { readonly term: string; readonly at: number; readonly span: 1 | 2 }[] {
  const terms: { term: string; at: number; span: 1 | 2 }[] = [];
  for (const [at, token] of tokens.entries()) {
    const next = tokens[at + 1];
    const before = tokens[at - 1];
    if (!token.han) terms.push({ term: token.text, at, span: 1 });
    else if (next?.han && next.start === token.end) terms.push({ term: token.text + next.text, at, span: 2 });
    else if (!(before?.han && before.end === token.start)) terms.push({ term: token.text, at, span: 1 });
  }
  return terms;
}
