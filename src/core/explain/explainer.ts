import { PaperFinder, parseBibliography, type BibEntry } from './bibliography.ts';
import { identifiersIn, type Identifier } from './identifiers.ts';
import { Surroundings } from './surroundings.ts';
import { TermMatcher, type Need, type TermMatch } from './termMatcher.ts';
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
  /** What stands there: a term, something that names a paper, or the key of an entry in a .bib file. */
  readonly by: 'term' | 'entry' | Identifier['kind'];
  /** How ordinary the words are; 0 for what is no term. */
  readonly need: Need;
}

/** An explanation with its line, from 0. */
export interface Mention extends Explanation {
  readonly line: number;
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

const NEEDED: Readonly<Record<Eagerness, readonly [number, number, number, number]>> = {
  quiet: [0, 1.5, 3, 5],
  fitting: [0, 0.6, 0.55, 3],
  eager: [0, 0, 0.5, 1.5],
};

interface Range {
  readonly start: number;
  readonly end: number;
}

const apart = (range: Range, others: readonly Range[]): boolean =>
  others.every(({ start, end }) => range.end <= start || range.start >= end);

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
    const surroundings = new Surroundings(this.#matcher, text);
    return this.#explained(surroundings, text, line, options, character)[0] ?? null;
  }

  /**
   * All that `explain` would explain, in the lines from `from` up to `to`: lines in order, and in a line what names
   * papers before terms. The whole text is the company of its lines, so pieces of it may be taken one by one.
   */
  *mentionsIn(
    text: Lines,
    options: ExplainOptions,
    { from = 0, to = text.count }: { readonly from?: number; readonly to?: number } = {},
  ): Generator<Mention> {
    const surroundings = new Surroundings(this.#matcher, text);
    for (let line = from; line < Math.min(to, text.count); line += 1)
      for (const explanation of this.#explained(surroundings, text, line, options, null))
        yield { ...explanation, line };
  }

  /** What is explained in a line, none overlapping another; `character`: only there, null: everywhere. */
  #explained(
    surroundings: Surroundings,
    text: Lines,
    line: number,
    options: ExplainOptions,
    character: number | null,
  ): Explanation[] {
    const asked = ({ start, end }: Range): boolean =>
      character === null || (character >= start && character < end);
    const entry = options.languageId === 'bibtex' ? this.#entryIn(text, line) : null;
    const identifiers = identifiersIn(surroundings.words(line), options.languageId).filter(
      (each) => !entry || apart(each, [entry]),
    );
    const taken = entry ? [entry, ...identifiers] : identifiers;
    const papers = [
      ...(entry ? [entry] : []),
      ...identifiers.flatMap((each) => this.#paper(each, options) ?? []),
    ];
    // Where something else stands under the cursor there is no room for a term.
    const terms = character !== null && taken.some(asked) ? [] : surroundings.matches(line);
    const meant = terms.filter(
      (match) => asked(match) && apart(match, taken) && this.#isMeant(match, line, surroundings, options),
    );
    return [
      ...papers.filter(asked),
      ...meant.map(({ concept, start, end, need }) => ({
        card: concept,
        start,
        end,
        by: 'term' as const,
        need,
      })),
    ];
  }

  #paper({ kind, value, start, end }: Identifier, { entries }: ExplainOptions): Explanation | null {
    const card =
      kind === 'arxiv'
        ? this.#papers.byArxiv(value)
        : kind === 'doi'
          ? this.#papers.byDoi(value)
          : this.#papers.byKey(value, entries);
    return card ? { card, start, end, by: kind, need: 0 } : null;
  }

  /** Whether enough near by speaks for the concept that the words may mean. */
  #isMeant(
    { concept, need }: TermMatch,
    line: number,
    surroundings: Surroundings,
    { eagerness, silenced }: ExplainOptions,
  ): boolean {
    if (silenced?.has(concept)) return false;
    const needed = NEEDED[eagerness][need];
    return needed === 0 || surroundings.company(line, concept) >= needed;
  }

  /** The entry of a .bib file whose key stands in a line. */
  #entryIn(text: Lines, line: number): Explanation | null {
    const head = HEAD.exec(text.line(line));
    if (!head) return null;
    const end = head[0].length;
    const start = end - head[1]!.length;
    const body: string[] = [];
    for (let at = line; at < text.count; at += 1) {
      if (at > line && HEAD.test(text.line(at))) break;
      body.push(text.line(at));
    }
    const [entry] = parseBibliography(body.join('\n'));
    const card = entry ? this.#papers.byEntry(entry) : null;
    return card ? { card, start, end, by: 'entry', need: 0 } : null;
  }
}
