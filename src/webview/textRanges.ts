/** Where words stand that no reader sees: the hidden twin of a formula. */
const UNSEEN = '.katex-mathml, [hidden]';
const BLOCKS = 'p, li, h1, h2, h3, h4, h5, h6, td, th, pre, dt, dd, figcaption, blockquote, div';
const MOST = 5_000;

/** In one case; the length stays, so that offsets fit. */
function folded(text: string): string {
  const low = text.toLowerCase();
  return low.length === text.length ? low : text;
}

/** Ranges of the text below `root` that hold `words`, in any case, within one block, in the order of the page. */
export function textRanges(root: HTMLElement, words: string): Range[] {
  const wanted = folded(words);
  const found: Range[] = [];
  let nodes: Text[] = [];
  let block: Element | null = null;
  const search = (): void => {
    const text = folded(nodes.map(({ data }) => data).join(''));
    for (
      let at = text.indexOf(wanted);
      at >= 0 && found.length < MOST;
      at = text.indexOf(wanted, at + wanted.length)
    )
      found.push(rangeOf(nodes, at, at + wanted.length));
    nodes = [];
  };
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!parent || parent.closest(UNSEEN)) continue;
    const own = parent.closest(BLOCKS);
    if (own !== block) search();
    block = own;
    nodes.push(node as Text);
  }
  search();
  return found;
}

function rangeOf(nodes: readonly Text[], start: number, end: number): Range {
  const range = document.createRange();
  let passed = 0;
  for (const node of nodes) {
    const next = passed + node.length;
    if (start >= passed && start < next) range.setStart(node, start - passed);
    if (end > passed && end <= next) range.setEnd(node, end - passed);
    passed = next;
  }
  return range;
}
