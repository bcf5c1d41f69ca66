import type { TreeNode } from './treeNode.ts';

/** Text without case, accents and width, as names are compared. */
export const foldText = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** What a filter looks through: each name as it is written, and without its hyphens and spaces (`mrope`). */
export const searchedText = (names: readonly string[]): string =>
  [...new Set(names.flatMap((name) => [foldText(name), foldText(name).replace(/[\s_-]/g, '')]))].join('\n');

export const filterWords = (query: string): string[] => foldText(query).split(/\s+/).filter(Boolean);

/** Entries that hold every word, with the groups they stand in; the descriptions of these count what is left. */
export function filterTree(nodes: readonly TreeNode[], words: readonly string[]): TreeNode[] {
  if (words.length === 0) return [...nodes];
  return nodes.flatMap((node) => {
    if (node.searched !== '') return words.every((word) => node.searched.includes(word)) ? [node] : [];
    const children = filterTree(node.children, words);
    return children.length === 0 ? [] : [{ ...node, children, description: String(countEntries(children)) }];
  });
}

const entries = (nodes: readonly TreeNode[]): string[] =>
  nodes.flatMap((node) => (node.searched === '' ? entries(node.children) : [node.target ?? node.id]));

/** How many different things there are; what stands in several places counts once. */
export const countEntries = (nodes: readonly TreeNode[]): number => new Set(entries(nodes)).size;

/** Where the words stand in a label, as far as folding has not changed its length. */
export function highlights(label: string, words: readonly string[]): [number, number][] {
  const folded = foldText(label);
  if (folded.length !== label.length) return [];
  const found: [number, number][] = [];
  for (const word of words) {
    const start = folded.indexOf(word);
    if (start >= 0) found.push([start, start + word.length]);
  }
  return found.sort(([a], [b]) => a - b);
}
