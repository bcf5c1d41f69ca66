const LONGEST = 200;
/** Of what stands before the place less is shown than of what follows. */
const BEFORE = 70;

/** A cut may part the two halves of a character. */
const whole = (text: string): string => text.replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, '');

/** At most 200 UTF-16 units of a line around a place, with one space where there were several. */
export function excerptOf(line: string, start: number): string {
  const tidy = (text: string): string => text.replace(/\s+/g, ' ');
  const before = tidy(line.slice(0, start)).trimStart();
  const after = tidy(line.slice(start, start + 2 * LONGEST)).trimEnd();
  if (before.length + after.length <= LONGEST) return before + after;
  const kept = Math.max(BEFORE, LONGEST - 2 - after.length);
  const head = before.length <= kept ? before : `…${whole(before.slice(-kept))}`;
  const room = LONGEST - head.length;
  return head + (after.length <= room ? after : `${whole(after.slice(0, room - 1))}…`);
}
