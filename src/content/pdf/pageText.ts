import type { PdfTextRun } from '../../core/pdf.ts';
import type { Area, Displayed } from './displayed.ts';
import type { Pdfium } from './pdfium.ts';

/** Characters of one page that are read. */
const MOST_CHARACTERS = 100_000;

/** A gap along the line, in heights of the letters, from which on words do not stand together. */
const WIDEST_GAP = 1.2;
/** How far a letter may begin before the end of the one before it: accents, letters drawn twice. */
const FURTHEST_BACK = 0.5;
const TALLEST = 1.8;
/** By how much a letter may be higher than most of its run and still counts for the run's height: fonts of symbols reach far. */
const ORDINARY = 1.3;
/** Radians by which text may be off the upright and still counts as that. */
const SLANT = 0.1;

const HYPHEN_AT_LINE_END = 0x2;
const isLineEnd = (code: number): boolean => code === 0x0a || code === 0x0d;
// eslint-disable-next-line no-control-regex
const isShown = (text: string): boolean => !/^[\u0000-\u001f\u007f-\u009f\ufffe\uffff]$/.test(text);

/** Ligatures are read as the letters that they stand for. */
const spelt = (letter: string): string =>
  /^[\ufb00-\ufb06]$/.test(letter) ? letter.normalize('NFKC') : letter;

interface Letter {
  readonly text: string;
  readonly area: Area;
  /** Quarter turns against the clock, as displayed; null: slanted. */
  readonly turn: number | null;
}

/** Where an area begins and ends along a line, and its edges across it; each grows with the reading. */
function extent([x1, y1, x2, y2]: Area, turn: number): readonly [number, number, number, number] {
  switch (turn) {
    case 1:
      return [-y2, -y1, x1, x2];
    case 2:
      return [-x2, -x1, y1, y2];
    case 3:
      return [y1, y2, x1, x2];
    default:
      return [x1, x2, y1, y2];
  }
}

const union = (areas: readonly Area[]): Area =>
  areas.reduce(([left, top, right, bottom], [x1, y1, x2, y2]) => [
    Math.min(left, x1),
    Math.min(top, y1),
    Math.max(right, x2),
    Math.max(bottom, y2),
  ]);

class Run {
  text = '';
  readonly #areas: Area[] = [];
  #last: Letter;
  #lastShown = '';

  constructor(letter: Letter) {
    this.#last = letter;
    this.add(letter);
  }

  takes(letter: Letter): boolean {
    const { turn } = this.#last;
    if (turn === null || letter.turn !== turn) return false;
    const [begin, end, top, bottom] = extent(this.#last.area, turn);
    const [start, , nextTop, nextBottom] = extent(letter.area, turn);
    const height = bottom - top;
    const nextHeight = nextBottom - nextTop;
    const lower = Math.min(height, nextHeight);
    if (Math.max(height, nextHeight) > TALLEST * lower) return false;
    if (Math.min(bottom, nextBottom) - Math.max(top, nextTop) < lower / 2) return false;
    const gap = (start - end) / nextHeight;
    // The letters of a ligature all have its area.
    return gap <= WIDEST_GAP && (gap >= -FURTHEST_BACK || start >= begin);
  }

  add(letter: Letter): void {
    this.#areas.push(letter.area);
    this.#last = letter;
    this.#lastShown = letter.text;
    this.text += letter.text;
  }

  addSpace(): void {
    if (this.#lastShown !== ' ') this.text += ' ';
    this.#lastShown = ' ';
  }

  finish(displayed: Displayed): PdfTextRun {
    return { text: this.text.trimEnd().toWellFormed(), box: displayed.box(this.#area()) };
  }

  #area(): Area {
    const isAcross = this.#last.turn === 1 || this.#last.turn === 3;
    const height = ([x1, y1, x2, y2]: Area): number => (isAcross ? x2 - x1 : y2 - y1);
    const heights = this.#areas.map(height).sort((a, b) => a - b);
    const highest = heights[heights.length >> 1]! * ORDINARY;
    const ordinary = union(this.#areas.filter((area) => height(area) <= highest));
    const all = union(this.#areas);
    return isAcross ? [ordinary[0], all[1], ordinary[2], all[3]] : [all[0], ordinary[1], all[2], ordinary[3]];
  }
}

class Letters {
  readonly #pdfium: Pdfium;
  readonly #page: number;
  readonly #displayed: Displayed;
  readonly #scratch: number;

  constructor(pdfium: Pdfium, page: number, displayed: Displayed, scratch: number) {
    this.#pdfium = pdfium;
    this.#page = page;
    this.#displayed = displayed;
    this.#scratch = scratch;
  }

  /** Null: it takes no room on the page. */
  at(index: number, text: string): Letter | null {
    const area = this.#loose(index) ?? this.#tight(index);
    return area && { text, area, turn: this.#turn(index) };
  }

  /** With the room above and below that all letters of the font have in common. */
  #loose(index: number): Area | null {
    if (!this.#pdfium.calls.FPDFText_GetLooseCharBox(this.#page, index, this.#scratch)) return null;
    const [left, top, right, bottom] = this.#pdfium.floats(this.#scratch, 4);
    return this.#area(left!, top!, right!, bottom!);
  }

  #tight(index: number): Area | null {
    const at = this.#scratch;
    if (!this.#pdfium.calls.FPDFText_GetCharBox(this.#page, index, at, at + 8, at + 16, at + 24)) return null;
    const [left, right, bottom, top] = this.#pdfium.doubles(at, 4);
    return this.#area(left!, top!, right!, bottom!);
  }

  #area(left: number, top: number, right: number, bottom: number): Area | null {
    const area = this.#displayed.area({ left, top, right, bottom });
    const [x1, y1, x2, y2] = area;
    return x2 > x1 && y2 > y1 && Number.isFinite(x2 - x1 + y2 - y1) ? area : null;
  }

  /** pdfium measures with the clock. */
  #turn(index: number): number | null {
    const quarters = this.#pdfium.calls.FPDFText_GetCharAngle(this.#page, index) / (Math.PI / 2);
    const nearest = Math.round(quarters);
    return Math.abs(quarters - nearest) <= SLANT ? this.#displayed.turned(-nearest) : null;
  }
}

/**
 * The text of a page, in the order in which the document has it.
 * @param page pointer to a text page
 */
export function pageText(pdfium: Pdfium, page: number, displayed: Displayed): readonly PdfTextRun[] {
  const count = Math.min(pdfium.calls.FPDFText_CountChars(page), MOST_CHARACTERS);
  const runs: Run[] = [];
  let run: Run | null = null;
  pdfium.withMemory(32, (scratch) => {
    const letters = new Letters(pdfium, page, displayed, scratch);
    for (let index = 0; index < count; index += 1) {
      const code = pdfium.calls.FPDFText_GetUnicode(page, index);
      if (isLineEnd(code)) run = null;
      if (code > 0x10ffff) continue;
      const text = code === HYPHEN_AT_LINE_END ? '-' : spelt(String.fromCodePoint(code));
      if (!isShown(text)) continue;
      if (text.trim() === '') {
        run?.addSpace();
        continue;
      }
      const letter = letters.at(index, text);
      if (!letter) continue;
      if (run?.takes(letter)) run.add(letter);
      else runs.push((run = new Run(letter)));
    }
  });
  return runs.map((each) => each.finish(displayed));
}
