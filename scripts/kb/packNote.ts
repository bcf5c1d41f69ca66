import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packShingles } from './shingles.ts';

// node scripts/kb/packNote.ts NOTE: the hashes of the survey note's runs of words, in kb/evaluation/note-shingles.bin,
// so that `npm run check:kb` finds copied sentences without the note. Addresses and code are left out.

const [note] = process.argv.slice(2);
if (note === undefined) throw new Error('Name the survey note.');
const text = readFileSync(note, 'utf8')
  .replace(/```[\s\S]*?```|https?:\/\/\S+/g, ' \u0000 ')
  .replace(/^class PatchEmbed[\s\S]*?return x$/m, ' ');
writeFileSync(join(import.meta.dirname, '../../kb/evaluation/note-shingles.bin'), packShingles(text));
