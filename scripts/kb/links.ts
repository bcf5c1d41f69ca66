import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { KnowledgeBase } from '../../src/content/knowledgeBase.ts';
import type { ContentProblem } from '../../src/core/concept.ts';
import { withoutCodeAndFormulas } from './blank.ts';
import { lineAt } from '../../src/core/lineAt.ts';

/** Links of a text that lead nowhere: to a concept, paper or figure that there is not, or to no file. */
export function linkProblems(
  kb: string,
  texts: readonly { readonly path: string; readonly source: string }[],
  base: KnowledgeBase,
): ContentProblem[] {
  const known = new Set([
    ...base.cards.map(({ id }) => `concept:${id}`),
    ...base.papers.map(({ key }) => `paper:${key}`),
    ...base.figures.map(({ id }) => `figure:${id}`),
  ]);
  const leads = (path: string, address: string): boolean => {
    if (/^https:\/\//.test(address)) return true;
    if (/^[a-z]+:/.test(address)) return known.has(address);
    return address.startsWith('#') || existsSync(join(kb, dirname(path), address.split('#')[0]!));
  };
  return texts.flatMap(({ path, source }) => {
    const prose = withoutCodeAndFormulas(source);
    return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(({ 1: address = '', index }) => {
      if (leads(path, address)) return [];
      const line = lineAt(prose, index);
      return [{ file: path, line, message: `The link ${address} leads nowhere.` }];
    });
  });
}
