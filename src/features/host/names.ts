import type { HitKind, Scope } from '../../core/hit.ts';
import type { Translate } from './translate.ts';

/** Names of categories, relations, kinds and scopes in the language of the editor. */
export interface Names {
  readonly category: (category: string) => string;
  readonly relation: (type: string) => string;
  readonly kind: (kind: HitKind) => string;
  readonly scope: (scope: Scope) => string;
}

export function createNames(t: Translate): Names {
  const categories: Readonly<Record<string, string>> = {
    model: t('Model'),
    method: t('Method'),
    concept: t('Concept'),
    architecture: t('Architecture'),
    'training-recipe': t('Training recipe'),
    task: t('Task'),
    dataset: t('Dataset'),
    loss: t('Loss'),
    survey: t('Survey'),
    'data-format': t('Data format'),
    tool: t('Tool'),
    metric: t('Metric'),
    benchmark: t('Benchmark'),
  };
  const relations: Readonly<Record<string, string>> = {
    'builds-on': t('Builds on'),
    'part-of': t('Part of'),
    uses: t('Uses'),
    'variant-of': t('Variant of'),
    'contrasts-with': t('Contrasts with'),
    enables: t('Enables'),
    'trained-on': t('Trained on'),
    'evaluated-on': t('Evaluated on'),
    'limited-by': t('Limited by'),
    related: t('Related'),
  };
  const kinds: Readonly<Record<HitKind, string>> = {
    concept: t('Concept'),
    paper: t('Paper'),
    passage: t('Passage'),
    figure: t('Figure'),
  };
  const scopes: Readonly<Record<Scope, string>> = {
    all: t('Everything'),
    concepts: t('Concepts'),
    papers: t('Papers'),
    passages: t('Passages'),
    figures: t('Figures'),
    atlas: t('The atlas'),
    library: t('My library'),
  };
  return {
    category: (category) => categories[category] ?? category,
    relation: (type) => relations[type] ?? type,
    kind: (kind) => kinds[kind],
    scope: (scope) => scopes[scope],
  };
}
