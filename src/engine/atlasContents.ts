import type { KnowledgeBase } from '../content/knowledgeBase.ts';
import type { AtlasContents, ContentsChapter } from '../core/atlasContents.ts';

/** Chapters as the survey goes: from the task over encoders and models to generation and action. */
const ORDER = ['vqa', 'vit', 'clip', 'blip', 'qwen-vl', 'vae', 'stable-diffusion', 'vla', 'reading-list'];
/** It names nearly all there is, and so is no topic. */
const READING_LIST = 'reading-list';

function chapters({ chapters }: KnowledgeBase): ContentsChapter[] {
  const place = (id: string): number => (ORDER.includes(id) ? ORDER.indexOf(id) : ORDER.length);
  const ids = [...new Set(chapters.map(({ id }) => id))].sort((a, b) => place(a) - place(b));
  return ids.map((id) => {
    const editions = chapters.filter((chapter) => chapter.id === id);
    const of = (language: 'en' | 'zh') =>
      editions.find((edition) => edition.language === language) ?? editions[0]!;
    const [en, zh] = [of('en'), of('zh')];
    return {
      id,
      documents: { en: `document:${id}.${en.language}`, zh: `document:${id}.${zh.language}` },
      titles: { en: en.title, zh: zh.title },
      concepts: en.concepts,
    };
  });
}

/** What the atlas consists of, without its texts. */
export function atlasContents(base: KnowledgeBase): AtlasContents {
  const ordered = chapters(base);
  const topics = ordered.filter(({ id }) => id !== READING_LIST);
  const known = new Set(base.cards.map(({ id }) => id));
  return {
    version: 1,
    chapters: ordered,
    concepts: base.cards.map(({ id, names, category, year, papers }) => ({
      id,
      names,
      category,
      year,
      papers: papers.map((key) => `paper:${key}`),
    })),
    papers: base.papers.map(({ key, title, authors, year, venue }) => {
      const concepts = base.cards.filter((card) => card.papers.includes(key)).map(({ id }) => id);
      const about = topics.filter((chapter) => chapter.concepts.some((id) => concepts.includes(id)));
      return {
        id: `paper:${key}`,
        title,
        firstAuthor: authors[0] ?? '',
        year,
        venue,
        chapters: about.map(({ id }) => id),
      };
    }),
    figures: base.figures.map(({ id, titles, captions, concepts }) => ({
      id: `figure:${id}`,
      titles,
      captions,
      concepts,
    })),
    relations: base.cards.flatMap((card) =>
      Object.entries(card.relations).flatMap(([type, ids]) =>
        ids.filter((to) => known.has(to)).map((to) => ({ from: card.id, type, to })),
      ),
    ),
  };
}
