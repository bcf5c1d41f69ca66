import type { ConceptCard, ContentProblem } from '../../src/core/concept.ts';
import { lineOf } from './lineOf.ts';

/** Circles of `builds-on`, and older things that are said to build on younger ones. */
export function lineageProblems(cards: readonly ConceptCard[]): ContentProblem[] {
  const problems: ContentProblem[] = [];
  const byId = new Map(cards.map((card) => [card.id, card]));
  const finished = new Set<string>();
  const visit = (card: ConceptCard, trail: readonly string[]): void => {
    if (finished.has(card.id)) return;
    const line = lineOf(card.source, 'builds-on:');
    for (const id of card.relations['builds-on'] ?? []) {
      const older = byId.get(id);
      if (!older) continue;
      if (older.year && card.year && older.year > card.year) {
        problems.push({
          file: card.path,
          line,
          message: `builds-on ${id}, which is younger (${older.year}).`,
        });
      }
      if (trail.includes(id)) {
        problems.push({
          file: card.path,
          line,
          message: `builds-on goes in a circle: ${[...trail, id].join(' → ')}.`,
        });
      } else visit(older, [...trail, id]);
    }
    finished.add(card.id);
  };
  for (const card of cards) visit(card, [card.id]);
  return problems;
}
