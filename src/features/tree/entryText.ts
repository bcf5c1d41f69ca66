import type { AtlasContents } from '../../core/atlasContents.ts';
import type { AtlasTerms } from '../../core/explain/terms.ts';
import type { Language } from '../../core/language.ts';
import type { Names } from '../host/names.ts';
import { otherName } from './atlasTree.ts';

/** What a tooltip says of an entry of the atlas, as paragraphs of plain text; empty for an id that is unknown. */
export function entryText(
  id: string,
  contents: AtlasContents,
  options: { readonly terms: AtlasTerms | null; readonly language: Language; readonly names: Names },
): string[] {
  const { terms, language, names } = options;
  const paragraphs = (...lines: readonly (string | undefined)[]): string[] =>
    lines.filter((line): line is string => !!line);
  const concept = contents.concepts.find((each) => each.id === id);
  if (concept) {
    const line = [names.category(concept.category), concept.year].filter(Boolean).join(' · ');
    const summary = terms?.concepts[id]?.summary[language];
    return paragraphs(concept.names[language], otherName(concept.names, language), line, summary);
  }
  const paper = contents.papers.find((each) => each.id === id);
  if (paper) {
    const line = [paper.firstAuthor, paper.year, paper.venue].filter(Boolean).join(', ');
    return paragraphs(paper.title, terms?.papers[id]?.line ?? line);
  }
  const figure = contents.figures.find((each) => each.id === id);
  if (figure) return paragraphs(figure.titles[language], figure.captions[language]);
  const chapter = contents.chapters.find(({ documents }) => Object.values(documents).includes(id));
  return chapter ? paragraphs(chapter.titles[language], otherName(chapter.titles, language)) : [];
}
