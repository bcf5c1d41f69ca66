import katex from 'katex';
import type { ContentProblem } from '../../src/core/concept.ts';
import { lineAt } from '../../src/core/lineAt.ts';

/** Formulas of a text that KaTeX refuses. */
export function formulaProblems(path: string, source: string): ContentProblem[] {
  const problems: ContentProblem[] = [];
  const prose = source.replace(/```[\s\S]*?```|`[^`\n]*`/g, (code) => ' '.repeat(code.length));
  for (const match of prose.matchAll(/\$\$([\s\S]+?)\$\$|\$([^$\n]+)\$/g)) {
    const formula = match[1] ?? match[2] ?? '';
    try {
      katex.renderToString(formula, {
        displayMode: match[1] !== undefined,
        throwOnError: true,
        strict: 'ignore',
      });
    } catch (error) {
      const line = lineAt(source, match.index);
      problems.push({ file: path, line, message: `KaTeX: ${(error as Error).message}` });
    }
  }
  return problems;
}
