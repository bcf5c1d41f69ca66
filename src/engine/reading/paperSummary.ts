import type { Paper } from '../../core/concept.ts';
import type { PaperSummary } from '../../protocol/requests.ts';

export function paperSummary(paper: Paper): PaperSummary {
  return {
    id: `paper:${paper.key}`,
    title: paper.title,
    firstAuthor: paper.authors[0] ?? '',
    year: paper.year,
    venue: paper.venue,
    arxiv: paper.arxiv,
    doi: paper.doi,
    url: paper.url,
    code: paper.code,
  };
}
