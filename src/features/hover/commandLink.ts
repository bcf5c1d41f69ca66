import { escapeMarkdown } from '../../core/escapeMarkdown.ts';

/** Commands that a hover's links may run, by their names after `vlmAtlas.`. */
export const HOVER_COMMANDS = [
  'openConcept',
  'openPaper',
  'copyBibtex',
  'searchLikeThis',
  'hoverNotHere',
  'openPlace',
] as const;

/** A link that runs a command. */
export const commandLink = (
  label: string,
  command: (typeof HOVER_COMMANDS)[number],
  ...args: readonly (string | number | null)[]
): string => {
  // A bracket ends a link's address.
  const encoded = encodeURIComponent(JSON.stringify(args)).replace(/[()]/g, (each) =>
    each === '(' ? '%28' : '%29',
  );
  return `[${escapeMarkdown(label)}](command:vlmAtlas.${command}?${encoded})`;
};
