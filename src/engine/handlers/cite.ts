import { AtlasError } from '../../core/errors.ts';
import { bibtexEntry } from '../reading/bibtex.ts';
import { paperSummary } from '../reading/paperSummary.ts';
import type { Handler } from './handler.ts';

export const cite: Handler<'cite'> = async ({ id }, { services }) => {
  const base = await services.knowledgeBase();
  const card = id.startsWith('paper:') ? null : base.cards.find((each) => each.id === id);
  const shown = id.slice(0, 200);
  if (card && card.papers.length === 0) {
    throw new AtlasError('ATLAS-NOT-FOUND', `No paper is known that defines ${card.names.en}.`, id);
  }
  const key = card ? card.papers[0]! : id.replace(/^paper:/, '');
  const paper = card || id.startsWith('paper:') ? base.papers.find((each) => each.key === key) : undefined;
  if (!paper)
    throw new AtlasError('ATLAS-NOT-FOUND', `There is no concept or paper with the id ${shown}.`, id);
  return { key, bibtex: bibtexEntry(paper), paper: paperSummary(paper) };
};
