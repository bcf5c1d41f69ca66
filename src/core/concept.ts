import type { Language, Localized } from './language.ts';

export const CATEGORIES = [
  'model',
  'method',
  'concept',
  'architecture',
  'training-recipe',
  'task',
  'dataset',
  'loss',
  'survey',
  'data-format',
  'tool',
  'metric',
  'benchmark',
] as const;
export type Category = (typeof CATEGORIES)[number];

export const RELATION_TYPES = [
  'builds-on',
  'part-of',
  'uses',
  'variant-of',
  'contrasts-with',
  'enables',
  'trained-on',
  'evaluated-on',
  'limited-by',
  'related',
] as const;
export type RelationType = (typeof RELATION_TYPES)[number];

/** One section of a card: its Markdown, and where that starts in the file (UTF-16 offset, line from 1). */
export interface CardSection {
  readonly markdown: string;
  readonly offset: number;
  readonly line: number;
}

/** A concept card, as its file says. */
export interface ConceptCard {
  readonly id: string;
  /** Path below kb/. */
  readonly path: string;
  readonly source: string;
  readonly names: Localized;
  readonly aliases: Readonly<Record<Language, readonly string[]>>;
  readonly category: Category;
  readonly year: number | null;
  readonly status: 'written' | 'outline';
  readonly papers: readonly string[];
  readonly relations: Readonly<Partial<Record<RelationType, readonly string[]>>>;
  readonly symbols: readonly string[];
  readonly models: readonly string[];
  readonly questions: Readonly<Record<Language, readonly string[]>>;
  readonly sections: Readonly<Record<Language, CardSection>>;
}

export const FIGURE_KINDS = [
  'diagram',
  'plot',
  'table',
  'examples',
  'photo',
  'screenshot',
  'formula',
] as const;
export const CERTAINTIES = ['certain', 'likely', 'vague'] as const;

/** A figure that people know a paper by, in words of our own: the picture itself is not shipped. */
export interface KnownFigure {
  /** `Figure 1`; empty where the number is not certain. */
  readonly label: string;
  readonly kind: (typeof FIGURE_KINDS)[number];
  readonly shows: Localized;
  readonly looks: Localized;
  /** Words that stand in it. */
  readonly words: readonly string[];
  readonly concepts: readonly string[];
  readonly certainty: (typeof CERTAINTIES)[number];
}

/** A bibliographic entry, CSL-JSON fields reduced to what is used. */
export interface Paper {
  readonly key: string;
  /** CSL type: `paper-conference`, `article-journal`, `article` (a preprint)… */
  readonly type: string;
  readonly title: string;
  readonly authors: readonly string[];
  /** Only the first author is known for certain. */
  readonly othersOmitted: boolean;
  readonly year: number | null;
  readonly venue: string;
  readonly arxiv: string;
  readonly doi: string;
  readonly url: string;
  readonly code: string;
  readonly verified: boolean;
  readonly figures: readonly KnownFigure[];
}

/** A chapter of the survey in one language. */
export interface Chapter {
  readonly id: string;
  readonly path: string;
  readonly source: string;
  readonly title: string;
  readonly language: Language;
  readonly concepts: readonly string[];
  /** Heading text → concept ids its section is about. */
  readonly sections: Readonly<Record<string, readonly string[]>>;
  readonly body: CardSection;
}

/** Something wrong in a file of the knowledge base: where, what, and how to mend it. */
export interface ContentProblem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
}
