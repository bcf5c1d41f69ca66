const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303F\uFF01-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u;
const PIECES =
  /\s+|[\p{Script=Han}\u3000-\u303F\uFF01-\uFF60]|[^\s\p{Script=Han}\u3000-\u303F\uFF01-\uFF60]+/gu;
/** Marks that may not begin a line. */
const CLOSING = /^[，。；：！？、）】」』》”’]/u;

/** Columns of a terminal that a text takes. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += /\p{M}/u.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

/** Notes are written by others: nothing in them may steer the terminal. */
export const printable = (text: string): string =>
  // eslint-disable-next-line no-control-regex
  text.replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g, '');

/** Lines of at most `width` columns, broken at white space and between Han characters. */
export function wrap(text: string, width: number, indent = ''): string {
  const room = Math.max(10, width - displayWidth(indent));
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const [piece] of printable(text).matchAll(PIECES)) {
    const blank = /^\s/.test(piece);
    const columns = blank ? 1 : displayWidth(piece);
    if (used + columns > room && line.trim() && !CLOSING.test(piece)) {
      lines.push(line.trimEnd());
      line = '';
      used = 0;
    }
    if (blank && line === '') continue;
    line += blank ? ' ' : piece;
    used += columns;
  }
  if (line.trim()) lines.push(line.trimEnd());
  return lines.map((each) => indent + each).join('\n');
}
