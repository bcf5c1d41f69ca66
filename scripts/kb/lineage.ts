import type { ConceptCard, ContentProblem } from '../../src/core/concept.ts';
import { lineOf } from '../../src/core/lineAt.ts';

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

/** Cards that no chain of relations joins to the rest: the map of the atlas is one. */
export function islandProblems(cards: readonly ConceptCard[]): ContentProblem[] {
  const [first] = cards;
  if (!first) return [];
  const beside = new Map(cards.map(({ id }) => [id, new Set<string>()]));
  for (const { id, relations } of cards) {
    for (const other of Object.values(relations).flat()) {
      beside.get(id)!.add(other);
      beside.get(other)?.add(id);
    }
  }
  const reached = new Set([first.id]);
  for (const id of reached) for (const other of beside.get(id) ?? []) reached.add(other);
  return cards
    .filter(({ id }) => !reached.has(id))
    .map(({ path, source }) => {
      const message = `No chain of relations joins the card to ${first.id} and the rest.`;
      return { file: path, line: lineOf(source, 'relations:'), message };
    });
}
