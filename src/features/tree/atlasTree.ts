import type { AtlasContents, ContentsConcept, ContentsPaper } from '../../core/atlasContents.ts';
import { CATEGORIES } from '../../core/concept.ts';
import type { AtlasTerms } from '../../core/explain/terms.ts';
import { HTML_LANGUAGES, type Language, type Localized } from '../../core/language.ts';
import type { Names } from '../host/names.ts';
import type { Translate } from '../host/translate.ts';
import { countEntries, searchedText } from './filterTree.ts';
import { treeNode, type NodeAction, type TreeNode } from './treeNode.ts';

export interface AtlasTreeOptions {
  /** For aliases; null: they cannot be read, and names alone are searched. */
  readonly terms: AtlasTerms | null;
  readonly language: Language;
  readonly names: Names;
  readonly t: Translate;
}

const ICONS = {
  chapters: 'notebook',
  chapter: 'notebook',
  concepts: 'lightbulb',
  concept: 'lightbulb',
  papers: 'book',
  paper: 'book',
  figures: 'file-media',
  figure: 'file-media',
  lineage: 'type-hierarchy-sub',
} as const;
type Kind = keyof typeof ICONS;

/**
 * The name in the other language as far as it says more: `CLIP（对比语言-图像预训练）` beside `CLIP` is
 * `对比语言-图像预训练`, and `CLIP` beside that is nothing.
 */
export function otherName(names: Localized, language: Language): string {
  const shown = names[language];
  const other = names[language === 'en' ? 'zh' : 'en'];
  if (shown.includes(other)) return '';
  const inner = /^（(.+)）$/.exec(other.startsWith(shown) ? other.slice(shown.length) : '');
  return inner?.[1] ?? other;
}

/** Puts the contents of the atlas together as a tree. */
class AtlasTree {
  readonly #contents: AtlasContents;
  readonly #options: AtlasTreeOptions;
  readonly #collator: Intl.Collator;

  constructor(contents: AtlasContents, options: AtlasTreeOptions) {
    this.#contents = contents;
    this.#options = options;
    this.#collator = new Intl.Collator(HTML_LANGUAGES[options.language], { numeric: true });
  }

  build(): TreeNode[] {
    const { t } = this.#options;
    const groups = [
      this.#group('chapters', t('Chapters'), this.#chapters(), 'chapters'),
      this.#group('concepts', t('Concepts'), this.#categories(), 'concepts'),
      this.#group('papers', t('Papers'), [this.#byYear(), this.#byTopic()], 'papers'),
      this.#group('figures', t('Figures'), this.#figures(), 'figures'),
    ];
    const lineage = this.#leaf('lineage', 'lineage', t('Lineage'), {
      target: null,
      actions: ['lineage'],
      tooltip: t('Opens the map of what builds on what.'),
      searched: searchedText(['Lineage', t('Lineage')]),
    });
    return [...groups.filter(({ children }) => children.length > 0), lineage];
  }

  #chapters(): TreeNode[] {
    const { language, t } = this.#options;
    return this.#contents.chapters.map(({ id, documents, titles }) =>
      this.#leaf(`chapters/${id}`, 'chapter', titles[language], {
        kind: t('Chapter'),
        description: otherName(titles, language),
        target: documents[language],
        searched: searchedText(Object.values(titles)),
      }),
    );
  }

  #categories(): TreeNode[] {
    const { names } = this.#options;
    const known: readonly string[] = CATEGORIES;
    const categories = [...new Set([...known, ...this.#contents.concepts.map(({ category }) => category)])];
    return categories.flatMap((category) => {
      const concepts = this.#contents.concepts.filter((concept) => concept.category === category);
      if (concepts.length === 0) return [];
      const children = this.#sorted(concepts.map((concept) => this.#concept(concept)));
      return [this.#group(`concepts/${category}`, names.category(category), children)];
    });
  }

  #concept({ id, names, category, papers }: ContentsConcept): TreeNode {
    const { language, terms } = this.#options;
    const term = terms?.concepts[id];
    const aliases = term ? [...Object.values(term.aliases).flat(), ...term.code] : [];
    return this.#leaf(`concepts/${category}/${id}`, 'concept', names[language], {
      kind: this.#options.names.category(category),
      description: otherName(names, language),
      target: id,
      actions: papers.length > 0 ? ['cite', 'lineage'] : ['lineage'],
      searched: searchedText([...Object.values(names), ...aliases]),
    });
  }

  #byYear(): TreeNode {
    const { t } = this.#options;
    const years = [...new Set(this.#contents.papers.map(({ year }) => year))];
    const children = years
      .sort((a, b) => (b ?? -Infinity) - (a ?? -Infinity))
      .map((year) => {
        const papers = this.#contents.papers.filter((paper) => paper.year === year);
        const place = `papers/year/${year ?? 'none'}`;
        return this.#group(place, year === null ? t('No year') : String(year), this.#papers(papers, place));
      });
    return this.#group('papers/year', t('By Year'), children);
  }

  #byTopic(): TreeNode {
    const { language, t } = this.#options;
    const topics = this.#contents.chapters.map(({ id, titles }) => ({ id, title: titles[language] }));
    const children = topics.flatMap(({ id, title }) => {
      const papers = this.#contents.papers.filter(({ chapters }) => chapters.includes(id));
      const place = `papers/topic/${id}`;
      return papers.length > 0 ? [this.#group(place, title, this.#papers(papers, place))] : [];
    });
    const others = this.#contents.papers.filter(
      ({ chapters }) => !topics.some(({ id }) => chapters.includes(id)),
    );
    if (others.length > 0)
      children.push(this.#group('papers/topic/', t('Other'), this.#papers(others, 'papers/topic/')));
    return this.#group('papers/topic', t('By Topic'), children);
  }

  /** Newest first. */
  #papers(papers: readonly ContentsPaper[], place: string): TreeNode[] {
    const byYear = (a: ContentsPaper, b: ContentsPaper): number => (b.year ?? 0) - (a.year ?? 0);
    return papers
      .toSorted((a, b) => byYear(a, b) || this.#collator.compare(a.title, b.title))
      .map((paper) => this.#paper(paper, place));
  }

  #paper({ id, title, firstAuthor, year, venue }: ContentsPaper, place: string): TreeNode {
    const known = this.#contents.concepts.filter(({ papers }) => papers[0] === id);
    return this.#leaf(`${place}/${id}`, 'paper', title, {
      kind: this.#options.names.kind('paper'),
      description: [firstAuthor, year].filter(Boolean).join(' · '),
      target: id,
      actions: ['cite'],
      searched: searchedText([
        title,
        firstAuthor,
        `${venue} ${year ?? ''}`,
        ...known.flatMap(({ names }) => Object.values(names)),
      ]),
    });
  }

  #figures(): TreeNode[] {
    const { language, names } = this.#options;
    return this.#sorted(
      this.#contents.figures.map(({ id, titles }) =>
        this.#leaf(`figures/${id}`, 'figure', titles[language], {
          kind: names.kind('figure'),
          description: otherName(titles, language),
          target: id,
          searched: searchedText(Object.values(titles)),
        }),
      ),
    );
  }

  #sorted(nodes: readonly TreeNode[]): TreeNode[] {
    return nodes.toSorted((a, b) => this.#collator.compare(a.label, b.label));
  }

  #leaf(
    id: string,
    icon: Kind,
    label: string,
    parts: Pick<TreeNode, 'target' | 'searched'> & {
      readonly kind?: string;
      readonly description?: string;
      readonly tooltip?: string;
      readonly actions?: readonly NodeAction[];
    },
  ): TreeNode {
    const { kind, actions = [], ...rest } = parts;
    return treeNode({
      id,
      label,
      icon: { name: ICONS[icon] },
      spoken: [label, kind, parts.description].filter(Boolean).join(', '),
      ...rest,
      actions: parts.target === null ? actions : ['open', 'link', 'similar', ...actions],
    });
  }

  #group(id: string, label: string, children: readonly TreeNode[], icon?: Kind): TreeNode {
    return treeNode({
      id,
      label,
      description: String(countEntries(children)),
      icon: icon ? { name: ICONS[icon] } : null,
      children,
    });
  }
}

/**
 * Chapters in the order they are read; concepts by category; papers by year and by topic; figures; and the way to
 * the lineage map. Titles are in one language, the other one's name beside it.
 */
export const atlasTree = (contents: AtlasContents, options: AtlasTreeOptions): TreeNode[] =>
  new AtlasTree(contents, options).build();
