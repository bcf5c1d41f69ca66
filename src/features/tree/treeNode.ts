/** What the menus of a tree offer for an entry. A click does `open`, or else `lineage`. */
export type NodeAction = 'open' | 'link' | 'cite' | 'similar' | 'lineage' | 'editor' | 'explorer' | 'index';

/** An entry of a tree, before the editor shows it. */
export interface TreeNode {
  /** Unique in its tree, and the same as long as the thing keeps its place there. */
  readonly id: string;
  readonly label: string;
  /** Of a group: how many entries it has. */
  readonly description: string;
  /** Name of a codicon, and of the theme colour it has; null: none. */
  readonly icon: { readonly name: string; readonly color?: string } | null;
  /** What a screen reader says of an entry instead of its label and description. */
  readonly spoken: string;
  /** What the reader opens: a concept id, `paper:…`, `figure:…`, `document:…`, or the address of a file. */
  readonly target: string | null;
  /** Absolute path of a file or folder of the reader's own. */
  readonly file: string | null;
  /** What there is to say beyond the label, as plain text; null: a concept's, paper's or figure's own text is looked up. */
  readonly tooltip: string | null;
  readonly actions: readonly NodeAction[];
  readonly children: readonly TreeNode[];
  /** Folded text that a filter looks through; empty for groups. */
  readonly searched: string;
}

const PLAIN: Omit<TreeNode, 'id' | 'label' | 'spoken'> = {
  description: '',
  icon: null,
  target: null,
  file: null,
  tooltip: null,
  actions: [],
  children: [],
  searched: '',
};

/** An entry from what it has; a screen reader says the label unless told otherwise. */
export const treeNode = (node: Partial<TreeNode> & Pick<TreeNode, 'id' | 'label'>): TreeNode => ({
  ...PLAIN,
  spoken: node.label,
  ...node,
});
