import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, it } from 'node:test';
import {
  libraryTree,
  type LibraryTree,
  type LibraryTreeParts,
  type WorkspaceFolder,
} from '../../../src/features/tree/libraryTree.ts';
import type { TreeNode } from '../../../src/features/tree/treeNode.ts';
import type { LibraryDocument, LibraryFolderDocuments } from '../../../src/protocol/requests.ts';

const t = (message: string, ...args: (string | number | boolean)[]): string =>
  message.replace(/\{(\d)\}/g, (_, index) => String(args[Number(index)]));

const NOTES = resolve('/home/ada/notes');
const WORK = resolve('/home/ada/work');

const document = (
  path: string,
  state: LibraryDocument['state'] = 'indexed',
  root = NOTES,
): LibraryDocument => ({
  id: `document:${path}`,
  path,
  file: join(root, ...path.replace(/^\.\.\/[^/]+\//, '').split('/')),
  title: `Title of ${path.split('/').at(-1)}`,
  passages: 3,
  state,
});
const folder = (
  documents: readonly LibraryDocument[],
  root = NOTES,
  prefix = '',
): LibraryFolderDocuments => ({
  folder: root,
  name: root.split(/[\\/]/).at(-1)!,
  prefix,
  documents,
});
const workspace = (files: readonly string[], root = WORK, real = root): WorkspaceFolder => ({
  folder: root,
  real,
  name: 'work',
  files,
});
const build = (parts: Partial<LibraryTreeParts>): LibraryTree =>
  libraryTree({ folders: [], workspace: [], failures: new Map(), language: 'en', t, ...parts });

/** Labels and descriptions, indented by depth. */
const drawn = (nodes: readonly TreeNode[], depth = 0): string[] =>
  nodes.flatMap((node) => [
    `${'  '.repeat(depth)}${[node.label, node.description].filter(Boolean).join(' | ')}`,
    ...drawn(node.children, depth + 1),
  ]);
const leaf = (tree: LibraryTree, file: string): TreeNode => {
  const leaves = (nodes: readonly TreeNode[]): TreeNode[] =>
    nodes.flatMap((node) => (node.children.length > 0 ? leaves(node.children) : [node]));
  const found = leaves(tree.nodes).find(({ id }) => id.endsWith(file));
  assert.ok(found, file);
  return found;
};

describe('the tree of the library', () => {
  it('is empty without folders and files, and for a workspace of notes that nobody added', () => {
    assert.deepEqual(build({}), { nodes: [], attention: 0 });
    assert.deepEqual(build({ workspace: [workspace(['a.md'])] }).nodes, []);
  });

  it('nests documents by folders, folders first, numbers by their size', () => {
    const tree = build({
      folders: [
        folder([document('b.md'), document('talks/10.md'), document('talks/2.md'), document('a/x/y.md')]),
      ],
    });
    assert.deepEqual(drawn(tree.nodes), [
      'notes | 4',
      '  a | 1',
      '    x | 1',
      '      y.md | Title of y.md',
      '  talks | 2',
      '    2.md | Title of 2.md',
      '    10.md | Title of 10.md',
      '  b.md | Title of b.md',
    ]);
  });

  it('says the state of each document in words, and counts those that need attention', () => {
    const tree = build({
      folders: [
        folder([
          document('a.md'),
          document('b.md', 'changed'),
          document('c.md', 'gone'),
          document('d.md', 'empty'),
          document('e.md'),
          document('f/g.md', 'changed'),
        ]),
      ],
      failures: new Map([['e.md', 'Indexed for keyword search only: the run failed.']]),
    });
    assert.deepEqual(drawn(tree.nodes), [
      'notes | 6 · 4 to check',
      '  f | 1 · 1 to check',
      '    g.md | changed · Title of g.md',
      '  a.md | Title of a.md',
      '  b.md | changed · Title of b.md',
      '  c.md | gone · Title of c.md',
      '  d.md | no text · Title of d.md',
      '  e.md | keywords only · Title of e.md',
    ]);
    assert.equal(tree.attention, 4);
    assert.match(leaf(tree, 'e.md').tooltip!, /the run failed/);
    assert.match(leaf(tree, 'b.md').spoken, /changed/);
  });

  it('lists PDFs of the workspace, and notes of the library that the index does not hold', () => {
    const tree = build({
      folders: [folder([document('../work/a.md', 'indexed', WORK)], WORK, '../work/')],
      workspace: [
        workspace(['a.md', 'new.md', 'broken.md', 'papers/CLIP #1.pdf']),
        workspace(['other.md', 'x.pdf'], resolve('/home/ada/elsewhere')),
      ],
      failures: new Map([['../work/broken.md', 'The file is no text.']]),
    });
    assert.deepEqual(drawn(tree.nodes), [
      'work | 4 · 1 to check',
      '  papers | 1',
      '    CLIP #1.pdf | not indexed',
      '  a.md | Title of a.md',
      '  broken.md | failed',
      '  new.md | not indexed',
      'work | 1',
      '  x.pdf | not indexed',
    ]);
    assert.equal(tree.attention, 1);
    const pdf = leaf(tree, '.pdf');
    assert.equal(pdf.icon?.name, 'file-pdf');
    assert.equal(pdf.target, pathToFileURL(join(WORK, 'papers', 'CLIP #1.pdf')).href);
    assert.match(pdf.target!, /CLIP%20%231\.pdf$/);
  });

  it('knows the folder of a workspace behind a link, and gives the editor its own path', () => {
    const link = resolve('/link');
    const tree = build({
      folders: [folder([document('a.md')])],
      workspace: [workspace(['a.md', 'p.pdf'], link, NOTES)],
    });
    assert.deepEqual(drawn(tree.nodes), ['notes | 2', '  a.md | Title of a.md', '  p.pdf | not indexed']);
    assert.equal(leaf(tree, 'a.md').file, join(link, 'a.md'));
  });

  it('offers what can be done with each', () => {
    const tree = build({
      folders: [folder([document('a.md'), document('gone.md', 'gone'), document('none.md', 'empty')])],
      workspace: [workspace(['p.pdf'])],
    });
    assert.deepEqual(leaf(tree, 'a.md').actions, ['open', 'link', 'similar', 'editor']);
    assert.deepEqual(leaf(tree, 'gone.md').actions, ['open', 'link', 'similar']);
    assert.deepEqual(leaf(tree, 'none.md').actions, ['open', 'link', 'editor']);
    assert.deepEqual(leaf(tree, 'p.pdf').actions, ['open', 'editor', 'explorer']);
    assert.deepEqual(tree.nodes[0]!.actions, ['index']);
  });

  it('shows a folder of which nothing is indexed', () => {
    assert.deepEqual(drawn(build({ folders: [folder([])] }).nodes), ['notes | no documents']);
  });

  it('gives every entry an id of its own', () => {
    const ids = (nodes: readonly TreeNode[]): string[] =>
      nodes.flatMap(({ id, children }) => [id, ...ids(children)]);
    const tree = build({
      folders: [
        folder([document('a/a.md'), document('a.md')]),
        folder([document('../b/a.md', 'gone', WORK)], WORK, '../b/'),
      ],
      workspace: [workspace(['a/b.pdf', 'a.pdf'])],
    });
    const found = ids(tree.nodes);
    assert.equal(new Set(found).size, found.length);
  });
});
