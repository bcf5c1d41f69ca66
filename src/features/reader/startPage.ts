import type { AtlasContents } from '../../core/atlasContents.ts';
import { escapeMarkdown } from '../../core/escapeMarkdown.ts';
import type { Language } from '../../core/language.ts';
import type { Translate } from '../host/translate.ts';

/** What the sidebar's reader shows before anything was opened: the chapters, to begin with one. */
export function startPage({ chapters }: AtlasContents, language: Language, t: Translate): string {
  const links = chapters.map(
    ({ titles, documents }) => `1. [${escapeMarkdown(titles[language])}](${documents[language]})`,
  );
  return [
    t('The survey, to be read from its beginning or from where you like:'),
    links.join('\n'),
    t(
      'Or open a concept, paper or figure in the tree above, or ask a question with the command “VLM Atlas: Search…”.',
    ),
  ].join('\n\n');
}
