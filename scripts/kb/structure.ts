import { outlineMarkdown } from '../../src/content/markdownBlocks.ts';
import type { KnowledgeBase } from '../../src/content/knowledgeBase.ts';
import type { ContentProblem } from '../../src/core/concept.ts';
import { lineOf } from '../../src/core/lineAt.ts';

/** Section names without a heading, and headings of a level cards do not have. */
export function structureProblems({ chapters, cards }: KnowledgeBase): ContentProblem[] {
  const problems: ContentProblem[] = [];
  for (const chapter of chapters) {
    const complain = (words: string, message: string): void =>
      void problems.push({ file: chapter.path, line: lineOf(chapter.source, words), message });
    const headings = new Set(outlineMarkdown(chapter.body.markdown).headings.map(({ text }) => text));
    for (const section of Object.keys(chapter.sections)) {
      if (!headings.has(section)) complain(section, `sections: there is no heading “${section}”.`);
    }
  }
  for (const card of cards) {
    for (const { markdown, line } of Object.values(card.sections)) {
      const wrong = outlineMarkdown(markdown).headings.find(({ level }) => level < 3);
      if (!wrong) continue;
      const message = `The heading “${wrong.text}” must be of level 3 or deeper.`;
      problems.push({ file: card.path, line: line + wrong.line - 1, message });
    }
  }
  return problems;
}
