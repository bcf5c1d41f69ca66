import type { AtlasContents } from '../../core/atlasContents.ts';
import type { AtlasTerms } from '../../core/explain/terms.ts';
import type { Language } from '../../core/language.ts';

/** A thing of the atlas in a few words. */
export interface Preview {
  readonly title: string;
  readonly line: string;
  readonly text: string;
}

/** What a small card says about a concept, paper, figure or chapter; null for an id that the atlas does not have. */
export function previewOf(
  id: string,
  contents: AtlasContents,
  terms: AtlasTerms,
  language: Language,
): Preview | null {
  const concept = Object.hasOwn(terms.concepts, id) ? terms.concepts[id] : undefined;
  if (concept) {
    const paper = concept.paper ? terms.papers[concept.paper] : undefined;
    return {
      title: concept.names[language],
      line: paper?.line ?? '',
      text: concept.summary[language],
    };
  }
  const paper = Object.hasOwn(terms.papers, id) ? terms.papers[id] : undefined;
  if (paper) {
    const introduced = paper.concepts.flatMap((each) => terms.concepts[each]?.names[language] ?? []);
    return { title: paper.title, line: paper.line, text: introduced.join(' · ') };
  }
  const figure = contents.figures.find((each) => each.id === id);
  if (figure) return { title: figure.titles[language], line: '', text: figure.captions[language] };
  const chapter = contents.chapters.find(({ documents }) => Object.values(documents).includes(id));
  return chapter ? { title: chapter.titles[language], line: '', text: '' } : null;
}

/** The paper of the atlas that an address leads to, by its arXiv id or DOI. */
export function paperOfAddress(address: string, terms: AtlasTerms): string | null {
  const arxiv = /^https:\/\/arxiv\.org\/(?:abs|pdf|html)\/(\d{4}\.\d{4,5})/.exec(address)?.[1];
  const doi = /^https:\/\/doi\.org\/(.+)$/.exec(address)?.[1]?.toLowerCase();
  const found = Object.entries(terms.papers).find(
    ([, paper]) =>
      (arxiv !== undefined && paper.arxiv === arxiv) ||
      (doi !== undefined && paper.doi.toLowerCase() === doi),
  );
  return found?.[0] ?? null;
}
