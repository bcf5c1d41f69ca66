import type { Chapter, ContentProblem } from '../core/concept.ts';
import { FieldReader } from './fieldReader.ts';
import { isProblem, splitFrontMatter } from './frontMatter.ts';

const FIELDS = ['id', 'title', 'language', 'concepts', 'sections'];

/** Reads a chapter of the survey (`kb/notes/NAME.LANGUAGE.md`). Faults as for concept cards. */
export function parseChapter(
  source: string,
  path: string,
): { readonly chapter: Chapter | null; readonly problems: readonly ContentProblem[] } {
  const front = splitFrontMatter(source, path);
  if (isProblem(front)) return { chapter: null, problems: [front] };
  const read = new FieldReader(front, path);
  read.onlyKnown(FIELDS);
  const id = read.text('id');
  const title = read.text('title');
  const chapter: Chapter = {
    id,
    path,
    source,
    title,
    language: read.oneOf('language', ['en', 'zh']),
    concepts: read.texts('concepts'),
    sections: read.lists('sections', null) as Chapter['sections'],
    body: { markdown: front.body, offset: front.offset, line: front.line },
  };
  return { chapter: id && title ? chapter : null, problems: read.problems };
}
