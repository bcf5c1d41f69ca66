import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AtlasError } from '../core/errors.ts';
import { parseBibliography } from '../core/explain/bibliography.ts';
import { Explainer } from '../core/explain/explainer.ts';
import { parseTerms } from '../core/explain/terms.ts';
import { textLines } from '../core/explain/textLines.ts';
import { TERMS_FILE } from '../engine/atlasFiles.ts';
import { answerBatch, batchLines, type BatchLine } from './batch.ts';
import type { RunCommand } from './commands.ts';
import { usageError } from './commandLine.ts';

async function openExplainer(atlas: string): Promise<Explainer> {
  const file = join(atlas, TERMS_FILE);
  try {
    return new Explainer(parseTerms(await readFile(file, 'utf8')));
  } catch (error) {
    throw new AtlasError('ATLAS-FILE', `The terms cannot be read: ${(error as Error).message}`, file, error);
  }
}

function explain(explainer: Explainer, input: BatchLine): object {
  const { languageId, file, bib } = input;
  const { line, character } = (input['position'] ?? {}) as Record<string, unknown>;
  const isPlace = Number.isInteger(line) && Number.isInteger(character);
  if (typeof file !== 'string' || typeof languageId !== 'string' || !isPlace)
    throw usageError(
      'A line needs texts "languageId" and "file", and a "position" of "line" and "character".',
    );
  const text = textLines(file);
  const bibliography = [
    ...(typeof bib === 'string' ? [bib] : []),
    ...(languageId === 'bibtex' ? [file] : []),
  ];
  const found = explainer.explain(text, line as number, character as number, {
    languageId,
    entries: bibliography.flatMap(parseBibliography),
    eagerness: 'fitting',
  });
  const word = found ? text.line(line as number).slice(found.start, found.end) : null;
  return { card: found?.card ?? null, word };
}

export const runExplain: RunCommand<'explain'> = async ({ batch }, { atlas, output }) => {
  const explainer = await openExplainer(atlas);
  return answerBatch(batchLines(batch), output, (line) =>
    Promise.resolve().then(() => explain(explainer, line)),
  );
};
