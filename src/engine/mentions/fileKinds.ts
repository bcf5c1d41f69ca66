import { megabytes, type FileChoice } from '../indexing/findFiles.ts';

/** Languages of the files that are looked through, by ending; those that come first are taken first. */
const LANGUAGES: ReadonlyMap<string, string> = new Map([
  ['md', 'markdown'],
  ['markdown', 'markdown'],
  ['tex', 'latex'],
  ['ipynb', 'notebook'],
  ['txt', 'plaintext'],
  ['bib', 'bibtex'],
  ['py', 'python'],
  ['yaml', 'yaml'],
  ['yml', 'yaml'],
  ['json', 'json'],
]);
const ORDER = [...LANGUAGES.keys()];
const CODE = new Set(['python', 'yaml', 'json']);
const PROSE = new Set(['markdown', 'latex', 'notebook', 'plaintext']);

const ending = (path: string): string => path.slice(path.lastIndexOf('.') + 1).toLowerCase();

/** Language id, `notebook` for a Jupyter notebook. */
export const languageOf = (path: string): string => LANGUAGES.get(ending(path)) ?? 'plaintext';

/** In these a bare everyday word is the name of a variable. */
export const isCode = (languageId: string): boolean => CODE.has(languageId);

export const isProse = (path: string): boolean => PROSE.has(languageOf(path));

/** The lower, the sooner a file is taken. */
export const rankOf = (path: string): number => ORDER.indexOf(ending(path));

const MAX_BYTES = 1024 * 1024;
/** Most of a notebook's bytes are its outputs' pictures. */
const MAX_NOTEBOOK_BYTES = 8 * 1024 * 1024;
const LOCK = /^(?:package-lock|npm-shrinkwrap)\.json$|[-.]lock\.(?:json|ya?ml)$/i;
const MINIFIED = /\.min\.\w+$/i;
/** UTF-16 units of a line that nobody writes by hand into code. */
const LONGEST_LINE = 5000;

export const MENTIONING: FileChoice = {
  name: new RegExp(`\\.(?:${ORDER.join('|')})$`, 'i'),
  refuses: (name, bytes) => {
    const most = languageOf(name) === 'notebook' ? MAX_NOTEBOOK_BYTES : MAX_BYTES;
    if (bytes > most)
      return `The file has ${megabytes(bytes)} MB; files of at most ${most / MAX_BYTES} MB are looked through.`;
    if (LOCK.test(name)) return 'It is the list of a package manager.';
    return MINIFIED.test(name) ? 'It is minified.' : null;
  },
};

export const isMinified = (text: string, languageId: string): boolean =>
  isCode(languageId) && text.split('\n').some((line) => line.length > LONGEST_LINE);
