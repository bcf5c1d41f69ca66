import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { AtlasError } from '../core/errors.ts';
import { usageError } from './commandLine.ts';
import type { Output } from './output.ts';

export type BatchLine = Readonly<Record<string, unknown>>;

/** Questions under way at a time; their answers keep the order of the lines. */
const AT_A_TIME = 4;

/** @param file path, or `-` for standard input. @throws AtlasError `ATLAS-FILE` */
export async function* batchLines(file: string): AsyncGenerator<string> {
  const input = file === '-' ? process.stdin : createReadStream(file);
  const lines = createInterface({ input, crlfDelay: Infinity });
  const met: { error?: Error } = {};
  // An error that comes late is not told by the lines themselves.
  input.once('error', (error: Error) => {
    met.error = error;
    lines.close();
  });
  try {
    for await (const line of lines) yield line;
    if (met.error) throw met.error;
  } catch (error) {
    throw new AtlasError(
      'ATLAS-FILE',
      `The questions cannot be read: ${(error as Error).message}`,
      file,
      error,
    );
  }
}

function parseLine(text: string, number: number): BatchLine {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw usageError(`Line ${number} is not JSON: ${(error as Error).message}`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as BatchLine;
  throw usageError(`Line ${number} is not a JSON object.`);
}

interface LineAnswer {
  readonly value: object;
  readonly failed: boolean;
}

/** The line's answer, or its error; `id` comes back as it was given. Never rejects. */
async function answerLine(
  text: string,
  number: number,
  answer: (line: BatchLine) => Promise<object>,
): Promise<LineAnswer> {
  let id: object = {};
  try {
    const line = parseLine(text, number);
    if ('id' in line) id = { id: line['id'] };
    return { value: { ...id, ...(await answer(line)) }, failed: false };
  } catch (error) {
    return { value: { ...id, error: AtlasError.from(error, `line ${number}`) }, failed: true };
  }
}

/**
 * One line of JSON out for each line in, in their order; blank lines are passed over. Resolves with whether all were
 * answered.
 */
export async function answerBatch(
  lines: AsyncIterable<string>,
  output: Output,
  answer: (line: BatchLine) => Promise<object>,
): Promise<boolean> {
  const underWay: Promise<LineAnswer>[] = [];
  let allAnswered = true;
  let number = 0;
  const print = async (): Promise<void> => {
    const next = await underWay.shift();
    if (!next) return;
    if (next.failed) allAnswered = false;
    await output.value(next.value);
  };
  for await (const line of lines) {
    number += 1;
    if (!line.trim()) continue;
    if (underWay.length === AT_A_TIME) await print();
    underWay.push(answerLine(line, number, answer));
  }
  while (underWay.length > 0) await print();
  return allAnswered;
}
