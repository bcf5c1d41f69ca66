import { readFile } from 'node:fs/promises';
import { AtlasError } from '../../core/errors.ts';

const UTF16_LITTLE = [0xff, 0xfe];

function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * A text file: UTF-8, UTF-16 with its mark, or GB 18030 as older Chinese editors write it.
 * @throws AtlasError `ATLAS-FILE` when it cannot be read or is no text
 */
export async function readText(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: Error) => {
    throw new AtlasError('ATLAS-FILE', `The file cannot be read: ${error.message}`, file, error);
  });
  const wide = UTF16_LITTLE.every((byte, index) => bytes[index] === byte);
  const text = wide ? decode(bytes, 'utf-16le') : (decode(bytes, 'utf-8') ?? decode(bytes, 'gb18030'));
  if (text === null || text.includes('\0')) {
    const message = 'The file is no text in UTF-8, UTF-16 or GB 18030. Save it as UTF-8 to have it indexed.';
    throw new AtlasError('ATLAS-FILE', message, file);
  }
  return text;
}
