import type { ContentProblem, Paper } from '../core/concept.ts';
import { isRecord } from '../core/isRecord.ts';
import { lineOf } from '../core/lineAt.ts';
import { parseKnownFigures } from './knownFigures.ts';

interface CslName {
  readonly literal?: string;
  readonly family?: string;
  readonly given?: string;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function authorName(name: CslName): string {
  return name.literal ?? [name.given, name.family].filter(Boolean).join(' ');
}

function yearOf(issued: unknown): number | null {
  const parts: unknown = isRecord(issued) ? issued['date-parts'] : null;
  const year: unknown = Array.isArray(parts) && Array.isArray(parts[0]) ? parts[0][0] : null;
  return typeof year === 'number' ? year : null;
}

/**
 * Reads `kb/papers.json`: a list of CSL-JSON items, with `custom: { arxiv, code, verified, etAl, figures }` for
 * what CSL has no field for. An item that cannot be used is a problem; the others load.
 */
export function parsePapers(
  source: string,
  path: string,
): { readonly papers: readonly Paper[]; readonly problems: readonly ContentProblem[] } {
  let items: unknown;
  try {
    items = JSON.parse(source);
  } catch (error) {
    return {
      papers: [],
      problems: [{ file: path, line: 1, message: `Not JSON: ${(error as Error).message}` }],
    };
  }
  if (!Array.isArray(items)) {
    return { papers: [], problems: [{ file: path, line: 1, message: 'Must be a list of CSL-JSON items.' }] };
  }
  const papers: Paper[] = [];
  const problems: ContentProblem[] = [];
  const seen = new Set<string>();
  for (const item of items) {
    const entry: Record<string, unknown> = isRecord(item) ? item : {};
    const key = text(entry['id']);
    const at = key ? lineOf(source, `"id": "${key}"`) : 1;
    const complain = (message: string): void => void problems.push({ file: path, line: at, message });
    if (!/^[a-z0-9][a-z0-9.-]*$/i.test(key)) complain('An item has no usable `id` (its citation key).');
    else if (seen.has(key)) complain(`The key ${key} stands twice.`);
    else if (!text(entry['title'])) complain(`${key} has no \`title\`.`);
    else {
      seen.add(key);
      const custom = isRecord(entry['custom']) ? entry['custom'] : {};
      papers.push({
        key,
        type: text(entry['type']),
        title: text(entry['title']),
        authors: Array.isArray(entry['author']) ? (entry['author'] as CslName[]).map(authorName) : [],
        othersOmitted: custom['etAl'] === true,
        year: yearOf(entry['issued']),
        venue: text(entry['container-title']),
        arxiv: text(custom['arxiv']),
        doi: text(entry['DOI']),
        url: text(entry['URL']),
        code: text(custom['code']),
        verified: custom['verified'] === true,
        figures: parseKnownFigures(custom['figures'], (message) => complain(`${key}: ${message}`)),
      });
    }
  }
  return { papers, problems };
}
