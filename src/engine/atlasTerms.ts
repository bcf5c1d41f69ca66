import { cardSummary } from '../content/cardDocument.ts';
import type { KnowledgeBase } from '../content/knowledgeBase.ts';
import { paperLine } from '../content/paperDocument.ts';
import type { Language, Localized } from '../core/language.ts';

/** What a hover shows of a concept. */
export interface AtlasTerm {
  readonly names: Localized;
  readonly aliases: Readonly<Record<Language, readonly string[]>>;
  /** Symbols and model ids, compared exactly. */
  readonly code: readonly string[];
  readonly summary: Localized;
  readonly category: string;
  readonly year: number | null;
  /** `paper:KEY` of the defining paper, and a line to recognise it by. */
  readonly paper: { readonly id: string; readonly title: string; readonly line: string } | null;
}

/** `dist/atlas/terms.json`: read by the extension host, which needs no engine for a hover. */
export interface AtlasTerms {
  readonly version: 1;
  readonly concepts: Readonly<Record<string, AtlasTerm>>;
}

export function atlasTerms(base: KnowledgeBase): AtlasTerms {
  const papers = new Map(base.papers.map((paper) => [paper.key, paper]));
  const concepts = base.cards.map((card): [string, AtlasTerm] => {
    const paper = papers.get(card.papers[0] ?? '');
    return [
      card.id,
      {
        names: card.names,
        aliases: card.aliases,
        code: [...card.symbols, ...card.models],
        summary: { en: cardSummary(card, 'en'), zh: cardSummary(card, 'zh') },
        category: card.category,
        year: card.year,
        paper: paper ? { id: `paper:${paper.key}`, title: paper.title, line: paperLine(paper) } : null,
      },
    ];
  });
  return { version: 1, concepts: Object.fromEntries(concepts) };
}
